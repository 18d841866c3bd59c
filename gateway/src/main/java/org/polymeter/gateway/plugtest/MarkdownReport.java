package org.polymeter.gateway.plugtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The report in Markdown, with GitHub's tables. */
public final class MarkdownReport {

    private final Plugtest test;
    private final Serials serials;
    private final StringBuilder out = new StringBuilder();

    private MarkdownReport(Plugtest test, Serials serials) {
        this.test = test;
        this.serials = serials;
    }

    public static String of(Plugtest test, Serials serials) {
        return new MarkdownReport(test, serials).write();
    }

    private String write() {
        line("# Plug-test of " + Wording.day(test.observations().when()));
        line("");
        line(Wording.summary(test));
        deviations();
        ports();
        matrix();
        test.judgements().forEach(this::meter);
        return out.toString();
    }

    private void deviations() {
        Map<String, List<String>> deviations = test.deviations();
        if (deviations.isEmpty()) {
            return;
        }
        section("Deviations");
        deviations.forEach((who, what) ->
                what.forEach(sentence -> line("- **" + escaped(who) + "** " + escaped(serials.within(sentence)))));
    }

    private void ports() {
        section("Ports");
        List<Map<String, String>> facts = test.judgements().stream()
                .map(judgement -> Wording.facts(judgement, serials))
                .toList();
        Set<String> heads = facts.isEmpty() ? Set.of() : facts.getFirst().keySet();
        List<String> head = new ArrayList<>(List.of("Meter"));
        head.addAll(heads);
        header(head);
        for (int i = 0; i < facts.size(); i++) {
            List<String> row = new ArrayList<>(List.of(label(test.judgements().get(i))));
            row.addAll(facts.get(i).values());
            row(row);
        }
    }

    private void matrix() {
        section("What they deliver");
        List<String> head = new ArrayList<>(List.of("Quantity"));
        test.judgements().forEach(judgement -> head.add(label(judgement)));
        header(head);
        for (String name : test.rows()) {
            List<String> row = new ArrayList<>(List.of("`" + name + "`"));
            test.judgements().forEach(judgement -> row.add(cell(judgement, name)));
            row(row);
        }
        line("");
        for (Mark mark : Mark.values()) {
            line("- `" + mark.symbol() + "` " + mark.words());
        }
    }

    private String cell(Judgement judgement, String name) {
        Mark mark = judgement.marks().get(name);
        Delivery delivery = judgement.meter().deliveries().get(name);
        if (mark == null) {
            return "";
        }
        return mark.symbol() + (delivery == null ? "" : " " + serials.value(delivery));
    }

    private void meter(Judgement judgement) {
        section(label(judgement));
        judgement.remarks().forEach(remark -> line("Note: " + remark + ".\n"));
        header(List.of("", "Quantity", "Value", "Resolution", "Every", "Worst", "Code"));
        judgement.marks().forEach((name, mark) -> {
            Delivery delivery = judgement.meter().deliveries().get(name);
            row(
                    delivery == null
                            ? List.of(mark.symbol(), "`" + name + "`", "", "", "", "", "")
                            : List.of(
                                    mark.symbol(),
                                    "`" + name + "`",
                                    Wording.with(serials.value(delivery), delivery.unit()),
                                    Wording.resolution(delivery),
                                    Wording.median(delivery.rhythm()),
                                    Wording.worst(delivery.rhythm()),
                                    Wording.origin(judgement, delivery)));
        });
    }

    private static String label(Judgement judgement) {
        return judgement.meter().label();
    }

    private void section(String title) {
        line("");
        line("## " + escaped(title));
        line("");
    }

    private void header(List<String> heads) {
        row(heads);
        line("|" + "---|".repeat(heads.size()));
    }

    private void row(List<String> cells) {
        line("| "
                + String.join(" | ", cells.stream().map(MarkdownReport::escaped).toList()) + " |");
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("\n", " ");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
