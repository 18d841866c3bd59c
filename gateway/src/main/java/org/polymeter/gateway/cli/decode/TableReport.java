package org.polymeter.gateway.cli.decode;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Identity;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.capture.Rejection;
import org.polymeter.gateway.capture.Report;
import org.polymeter.gateway.capture.StatedTime;
import picocli.CommandLine.Help.Ansi;

/**
 * For people: a table per telegram, then what is odd about it; and why the rest is no telegram. Where it
 * was asked for, what every byte means.
 */
public final class TableReport implements Report {

    private static final List<String> HEADINGS = List.of("OBIS", "IN THE PROFILE", "AS SENT", "UNIT", "TIME");
    private static final int VALUE = 2;

    private final PrintWriter out;
    private final Ansi colours;
    private final StatedTime times;
    private String input = "";
    private int telegrams;
    private int rejections;
    private Optional<Explanation> bytes = Optional.empty();

    public TableReport(PrintWriter out, Ansi colours, StatedTime times) {
        this.out = out;
        this.colours = colours;
        this.times = times;
    }

    @Override
    public void begin(String input) {
        this.input = input;
        telegrams = 0;
        rejections = 0;
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        telegrams++;
        out.println(colours.string("@|bold " + input + ": telegram " + telegrams + "|@") + ", "
                + bytes(frame.streamOffset(), frame.consumed()) + ", " + trust(frame));
        fact("protocol", telegram.protocol());
        fact("identification", telegram.identification());
        fact("model", telegram.model());
        Optional<Identity> meter = Identity.of(telegram).or(() -> Identity.asSent(telegram));
        fact("meter", meter.map(Identity::text).orElse("does not say"));
        fact("time", telegram.isTimed() ? time(telegram.localSecond(), telegram.deviation()) : "does not say");
        out.println();
        table(telegram);
        telegram.warnings().forEach(warning -> out.println(colours.string("  @|yellow odd:|@ ") + warning));
        out.println();
        tree();
    }

    /** What every byte means, if that was asked for. */
    private void tree() {
        bytes.ifPresent(explanation -> new ExplanationPrinter(out, colours).print(explanation));
        bytes = Optional.empty();
    }

    @Override
    public void explained(Explanation explanation) {
        bytes = Optional.of(explanation);
    }

    @Override
    public void rejected(Rejection rejection) {
        rejections++;
        out.println(colours.string("@|bold,red " + input + ": " + rejection.code() + "|@") + ", "
                + bytes(rejection.offset(), rejection.length()));
        out.println("  " + rejection.message());
        if (!rejection.firstBytes().isEmpty()) {
            out.println("  begins with " + rejection.firstBytes());
        }
        if (!rejection.advice().isEmpty()) {
            out.println("  " + rejection.advice());
        }
        out.println();
        tree();
    }

    @Override
    public void remark(String remark) {
        out.println(colours.string("@|yellow " + input + ":|@ ") + remark);
        out.println();
    }

    @Override
    public void end() {
        if (telegrams + rejections > 1) {
            out.println(input + ": " + count(telegrams, "telegram") + ", " + rejections + " rejected");
            out.println();
        }
        out.flush();
    }

    private void fact(String name, String text) {
        if (!text.isEmpty()) {
            out.printf("  %-14s  %s%n", name, text);
        }
    }

    private void table(Telegram telegram) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < telegram.size(); i++) {
            rows.add(row(telegram, i));
        }
        int[] widths = new int[HEADINGS.size()];
        measure(HEADINGS, widths);
        rows.forEach(row -> measure(row, widths));
        out.println(colours.string("@|faint " + line(HEADINGS, widths) + "|@"));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private List<String> row(Telegram telegram, int i) {
        String obis = telegram.obis(i).isNone() ? "" : telegram.obis(i).toString();
        String name = obis.isEmpty()
                ? telegram.label(i)
                : name(telegram, i).map(Quantity::name).orElse("");
        return switch (telegram.kind(i)) {
            case AMOUNT ->
                List.of(
                        obis,
                        name,
                        telegram.value(i).toPlainString(),
                        telegram.unit(i).symbol(),
                        telegram.isCaptured(i) ? time(telegram.localSecond(i), telegram.deviation(i)) : "");
            case TEXT -> List.of(obis, name, telegram.text(i), "", "");
            case CLOCK ->
                List.of(
                        obis,
                        name,
                        StatedTime.local(telegram.localSecond(i)),
                        "",
                        times.rfc3339(telegram.localSecond(i), telegram.deviation(i))
                                .orElse(""));
        };
    }

    /** What the profile calls it, as far as the code alone tells. */
    private static Optional<Quantity> name(Telegram telegram, int i) {
        Obis obis = telegram.meaning(i);
        return telegram.kind(i) == Telegram.Kind.AMOUNT
                ? Vocabulary.standard().quantity(obis, telegram.unit(i))
                : Vocabulary.standard().quantity(obis);
    }

    private String time(long localSecond, int deviation) {
        return times.rfc3339(localSecond, deviation)
                .orElseGet(() -> StatedTime.local(localSecond) + " (offset not stated)");
    }

    private static String trust(Frame frame) {
        return switch (frame.integrity()) {
            case CHECKED -> "checksum matches";
            case REPAIRED -> "checksum matches once changed line ends are restored";
            case UNCHECKED -> "no checksum checked";
        };
    }

    private static String bytes(long offset, long length) {
        return count(length, "byte") + " from byte " + offset;
    }

    private static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Math.min(row.get(i).length(), 40));
        }
    }

    /** Numbers to the right, all else to the left, no blanks at the end. */
    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(Math.max(0, widths[i] - row.get(i).length()));
            line.append("  ").append(i == VALUE ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
