package org.polymeter.gateway.plugtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The report for terminals, 100 columns wide: every meter, the matrix, and last what deviates. */
public final class TerminalReport {

    private static final int COLUMNS = 100;
    private static final int NAME = 32;
    private static final int VALUE = 24;

    /** Each meter of the matrix takes three columns. */
    private static final int METERS_BESIDE = (COLUMNS - NAME - 2) / 3;

    private static final String BOLD = "\033[1m";
    private static final String YELLOW = "\033[33m";
    private static final String PLAIN = "\033[0m";

    private final Plugtest test;
    private final Serials serials;
    private final boolean coloured;
    private final StringBuilder out = new StringBuilder();

    private TerminalReport(Plugtest test, Serials serials, boolean coloured) {
        this.test = test;
        this.serials = serials;
        this.coloured = coloured;
    }

    /** The report as text; {@code coloured} with the escapes that terminals know. */
    public static String of(Plugtest test, Serials serials, boolean coloured) {
        return new TerminalReport(test, serials, coloured).write();
    }

    private String write() {
        for (int i = 0; i < test.judgements().size(); i++) {
            meter(i + 1, test.judgements().get(i));
        }
        for (int from = 0; from < test.judgements().size(); from += METERS_BESIDE) {
            matrix(from, Math.min(test.judgements().size(), from + METERS_BESIDE));
        }
        legend();
        deviations();
        line(Wording.summary(test));
        return out.toString();
    }

    private void meter(int number, Judgement judgement) {
        heading(number + " " + judgement.meter().label());
        Grid facts = new Grid();
        Wording.facts(judgement, serials).forEach((head, text) -> facts.line("  " + head, text));
        facts.lines(COLUMNS).forEach(this::line);
        judgement.remarks().forEach(remark -> wrapped("  Note  ", remark));
        Grid cells = new Grid(1, 2);
        cells.line("  QUANTITY", "VALUE", "STEP", "EVERY", "WORST", "CODE");
        for (Map.Entry<String, Mark> mark : judgement.marks().entrySet()) {
            String head = mark.getValue().symbol() + " " + Grid.cut(mark.getKey(), NAME);
            Delivery delivery = judgement.meter().deliveries().get(mark.getKey());
            if (delivery == null) {
                cells.line(head);
            } else {
                cells.line(
                        head,
                        Grid.cut(Wording.with(serials.value(delivery), delivery.unit()), VALUE),
                        Wording.resolution(delivery),
                        Wording.median(delivery.rhythm()),
                        Wording.worst(delivery.rhythm()),
                        Wording.origin(judgement, delivery));
            }
        }
        cells.lines(COLUMNS).forEach(this::line);
        line("");
    }

    private void matrix(int from, int to) {
        heading("All meters");
        for (int i = from; i < to; i++) {
            line("  %2d %s".formatted(i + 1, test.judgements().get(i).meter().label()));
        }
        line("");
        StringBuilder head = new StringBuilder(" ".repeat(NAME));
        for (int i = from; i < to; i++) {
            head.append("%3d".formatted(i + 1));
        }
        line(head.toString());
        for (String row : test.rows()) {
            StringBuilder text = new StringBuilder(("%-" + NAME + "s").formatted(Grid.cut(row, NAME)));
            for (Judgement judgement : test.judgements().subList(from, to)) {
                Mark mark = judgement.marks().get(row);
                text.append("  ").append(mark == null ? Mark.NOTHING : mark.symbol());
            }
            line(text.toString());
        }
        line("");
    }

    private void legend() {
        for (Mark mark : Mark.values()) {
            line("  " + mark.symbol() + " " + mark.words());
        }
        line("");
    }

    private void deviations() {
        Map<String, List<String>> deviations = test.deviations();
        if (deviations.isEmpty()) {
            return;
        }
        heading("Deviations");
        deviations.forEach(
                (who, what) -> what.forEach(sentence -> wrapped("  " + who + " ", serials.within(sentence))));
        line("");
    }

    private void heading(String text) {
        line(coloured ? BOLD + text + PLAIN : text);
    }

    /** Breaks between words; what follows the first line stands below its beginning. */
    private void wrapped(String head, String text) {
        int room = COLUMNS - head.length();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        line((coloured ? YELLOW + head + PLAIN : head) + lines.getFirst());
        lines.stream().skip(1).forEach(more -> line(" ".repeat(head.length()) + more));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
