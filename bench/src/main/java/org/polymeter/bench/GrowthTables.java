package org.polymeter.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.polymeter.bench.Growth.Curve;
import org.polymeter.codec.MeterStream.Link;

/** Growth for people: what a byte costs each link, and where long inputs cost more than they should. */
final class GrowthTables {

    /** Less is noise of the measurement, or telegrams that a size cuts elsewhere. */
    private static final double STEEP = 2;

    private static final List<String> HEADINGS =
            List.of("Link", "Telegrams, ns/B", "Noise, ns/B", "Dearest input", "ns/B", "Grows most", "Factor");

    private GrowthTables() {}

    static String of(List<Curve> curves) {
        List<Curve> steep =
                curves.stream().filter(each -> each.factor() > STEEP).toList();
        String flatness = steep.isEmpty()
                ? "From 1 KiB on, no byte costs more than twice as much in a longer input as in a shorter one.\n"
                : Tables.table(
                        steepHeadings(steep.getFirst().sizes()),
                        steep.stream().map(GrowthTables::steepRow).toList());
        return Tables.table(
                        HEADINGS,
                        Stream.of(Link.values()).map(link -> row(link, curves)).toList())
                + "\n"
                + flatness;
    }

    private static List<String> row(Link link, List<Curve> curves) {
        List<Curve> ours = curves.stream().filter(each -> each.link() == link).toList();
        Curve dearest = ours.stream()
                .max(Comparator.comparingDouble(Curve::nanosPerByteAtLast))
                .orElseThrow();
        Curve steepest =
                ours.stream().max(Comparator.comparingDouble(Curve::factor)).orElseThrow();
        return List.of(
                link.word(),
                atLast("telegrams", ours),
                atLast("noise", ours),
                dearest.input(),
                Tables.figure(dearest.nanosPerByteAtLast()),
                steepest.input(),
                Tables.figure(steepest.factor()));
    }

    private static String atLast(String input, List<Curve> curves) {
        return curves.stream()
                .filter(each -> each.input().equals(input))
                .map(each -> Tables.figure(each.nanosPerByteAtLast()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> steepHeadings(List<Integer> sizes) {
        List<String> headings = new ArrayList<>(List.of("Link", "Grows with"));
        sizes.forEach(size -> headings.add("%d B, ns/B".formatted(size)));
        headings.add("Factor");
        return headings;
    }

    private static List<String> steepRow(Curve curve) {
        List<String> row = new ArrayList<>(List.of(curve.link().word(), curve.input()));
        curve.nanosPerByte().forEach(each -> row.add(Tables.figure(each)));
        row.add(Tables.figure(curve.factor()));
        return row;
    }
}
