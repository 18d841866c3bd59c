package org.polymeter.gateway.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.history.Series.Part;
import org.polymeter.gateway.history.Series.Usage;
import org.polymeter.gateway.insight.Energy;
import org.polymeter.gateway.insight.EnergySeries;
import org.polymeter.gateway.insight.Span;

/**
 * The history as insight asks for it: usages of quarter hours as energies that follow each other. A register counts for the
 * bound that it was read nearest to; one that was read further away than half a quarter hour counts for when it was read.
 */
public final class HistoryEnergies implements EnergySeries {

    private static final Duration NEAR = Duration.ofMillis(Level.QUARTER / 2);

    /** A gap at the end of a range that is longer is not measured, until the range reaches to its end. */
    private static final List<Duration> AHEAD = List.of(Duration.ofDays(1), Duration.ofDays(32));

    /** So much is read at once: others, who wait for a chart, have their turn in between. */
    private static final Duration PIECE = Duration.ofDays(10);

    private final History history;

    public HistoryEnergies(History history) {
        this.history = history;
    }

    /** @throws UncheckedIOException if the database cannot be read; says why, for people */
    @Override
    public List<Energy> between(String meter, String quantity, Span range) {
        try {
            List<Energy> energies = new ArrayList<>();
            for (HistoryMeter one : history.meters()) {
                if (one.id().equals(meter) || one.point().equals(meter)) {
                    energies.addAll(energies(one.id(), quantity, range));
                }
            }
            energies.sort(Comparator.comparing(energy -> energy.span().from()));
            return energies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Energy> energies(String meter, String quantity, Span range) throws IOException {
        List<Energy> energies = new ArrayList<>(within(meter, quantity, range));
        Instant known =
                energies.isEmpty() ? range.from() : energies.getLast().span().to();
        if (known.isBefore(range.to())) {
            afterGap(meter, quantity, range).ifPresent(energies::add);
        }
        return energies;
    }

    /** The energy of a gap that the range ends in. */
    private Optional<Energy> afterGap(String meter, String quantity, Span range) throws IOException {
        for (Duration ahead : AHEAD) {
            List<Energy> later =
                    within(meter, quantity, new Span(range.to(), range.to().plus(ahead)));
            if (!later.isEmpty()) {
                return Optional.of(later.getFirst())
                        .filter(energy -> energy.span().from().isBefore(range.to()));
            }
        }
        return Optional.empty();
    }

    /** What ends in a range or right after it. Where it begins in a gap, what was before the gap tells where that begins. */
    private List<Energy> within(String meter, String quantity, Span range) throws IOException {
        List<Part> parts = usages(meter, quantity, range.from(), range.to());
        if (!parts.isEmpty()) {
            Instant since = parts.getFirst().usage().orElseThrow().since();
            if (since.isBefore(parts.getFirst().from().minus(NEAR))) {
                parts = usages(meter, quantity, since.minus(NEAR).minus(NEAR), range.to());
            }
        }
        return energies(parts).stream()
                .filter(energy -> energy.span().meets(range))
                .toList();
    }

    private List<Part> usages(String meter, String quantity, Instant from, Instant to) throws IOException {
        List<Part> parts = new ArrayList<>();
        Instant begin = from;
        while (begin.isBefore(to)) {
            Instant end = pieceEnd(begin, to);
            history.series(List.of(meter), List.of(quantity), begin, end, Resolution.QUARTER).stream()
                    .flatMap(series -> series.parts().stream())
                    .filter(part -> part.usage().isPresent())
                    .forEach(parts::add);
            begin = end;
        }
        return parts;
    }

    /** At the end of a quarter hour, so that no part is in two pieces. */
    private static Instant pieceEnd(Instant begin, Instant to) {
        long millis = begin.plus(PIECE).toEpochMilli();
        Instant end = Instant.ofEpochMilli(millis - Math.floorMod(millis, Level.QUARTER));
        return end.isBefore(to) ? end : to;
    }

    /** Usages chain: where one was read last, the next was read first. So do energies. */
    private static List<Energy> energies(List<Part> parts) {
        List<Energy> energies = new ArrayList<>();
        for (Part part : parts) {
            Usage usage = part.usage().orElseThrow();
            Instant from = energies.isEmpty()
                    ? nearest(usage.since(), part.from())
                    : energies.getLast().span().to();
            energies.add(new Energy(from, nearest(usage.until(), part.to()), usage.amount()));
        }
        return energies;
    }

    private static Instant nearest(Instant read, Instant bound) {
        return Duration.between(read, bound).abs().compareTo(NEAR) <= 0 ? bound : read;
    }
}
