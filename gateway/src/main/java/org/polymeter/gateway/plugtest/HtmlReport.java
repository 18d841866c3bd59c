package org.polymeter.gateway.plugtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report as a page that needs nothing from outside, for the screen and for A4 landscape. */
public final class HtmlReport {

    private static final String STYLE = "report.css";

    /** More columns are not wide enough for a meter's register on A4. */
    private static final int METERS_BESIDE = 18;

    private final Plugtest test;
    private final Serials serials;
    private final Html html = new Html();

    private HtmlReport(Plugtest test, Serials serials) {
        this.test = test;
        this.serials = serials;
    }

    public static String of(Plugtest test, Serials serials) {
        return new HtmlReport(test, serials).write();
    }

    private String write() {
        String title = "Plug-test of " + Wording.day(test.observations().when());
        html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.raw("<meta charset=\"utf-8\"/>\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.element("title", title).open("style").raw(style()).close("style").close("head");
        html.open("body").element("h1", title).element("p", Wording.summary(test));
        deviations();
        html.element("h2", "All meters");
        for (int from = 0; from < test.judgements().size(); from += METERS_BESIDE) {
            matrix(test.judgements().stream().skip(from).limit(METERS_BESIDE).toList());
        }
        legend();
        test.judgements().forEach(this::meter);
        return html.close("body").close("html").toString();
    }

    private void deviations() {
        Map<String, List<String>> deviations = test.deviations();
        if (deviations.isEmpty()) {
            return;
        }
        html.open("div", "class", "faults").element("strong", "Deviations").open("ul");
        deviations.forEach((who, what) -> what.forEach(sentence -> html.open("li")
                .element("strong", who)
                .text(" " + serials.within(sentence))
                .close("li")));
        html.close("ul").close("div");
    }

    private void matrix(List<Judgement> columns) {
        html.open("table", "class", "matrix");
        html.raw("<colgroup><col class=\"first\"/></colgroup>\n");
        html.open("thead").open("tr").element("th", "");
        for (Judgement judgement : columns) {
            html.open("th", "class", "meter")
                    .element("span", judgement.meter().label())
                    .close("th");
        }
        html.close("tr").close("thead").open("tbody", "class", "facts");
        facts(columns);
        html.close("tbody").open("tbody", "class", "cells");
        test.rows().forEach(name -> row(name, columns));
        html.close("tbody").close("table");
    }

    /** Columns are narrow, so a list has its name here and its title below. */
    private void facts(List<Judgement> columns) {
        html.open("tr").element("th", Wording.LIST);
        columns.forEach(judgement ->
                html.element("td", judgement.list().map(PortList::name).orElse("nothing")));
        html.close("tr");
        List<Map<String, String>> facts = columns.stream()
                .map(judgement -> Wording.facts(judgement, serials))
                .toList();
        for (String head : facts.isEmpty() ? Set.<String>of() : facts.getFirst().keySet()) {
            if (!head.equals(Wording.LIST)) {
                html.open("tr").element("th", head);
                facts.forEach(ofMeter -> html.element("td", ofMeter.getOrDefault(head, "")));
                html.close("tr");
            }
        }
    }

    private void row(String name, List<Judgement> columns) {
        html.open("tr").open("th", "class", "name").text(name).close("th");
        for (Judgement judgement : columns) {
            Mark mark = judgement.marks().get(name);
            if (mark == null) {
                html.open("td", "class", "nothing").text(Mark.NOTHING).close("td");
            } else {
                cell(judgement, name, mark);
            }
        }
        html.close("tr");
    }

    private void cell(Judgement judgement, String name, Mark mark) {
        Delivery delivery = judgement.meter().deliveries().get(name);
        String words = delivery != null && delivery.isText() ? " words" : "";
        html.open("td", "class", style(mark) + words, "title", tip(judgement, mark, delivery))
                .element("b", mark.symbol());
        if (delivery != null) {
            html.text(serials.value(delivery));
            if (!delivery.rhythm().isLike(judgement.meter().rhythm())) {
                String pace = Wording.median(delivery.rhythm());
                html.element("small", pace.isEmpty() ? "once" : pace);
            }
        }
        html.close("td");
    }

    private String tip(Judgement judgement, Mark mark, @Nullable Delivery delivery) {
        return delivery == null
                ? mark.words()
                : mark.words() + "; " + Wording.with(serials.value(delivery), delivery.unit()) + "; "
                        + Wording.origin(judgement, delivery);
    }

    private void legend() {
        html.open("ul", "class", "legend");
        for (Mark mark : Mark.values()) {
            html.open("li").open("b", "class", style(mark)).text(mark.symbol()).close("b");
            html.text(" " + mark.words()).close("li");
        }
        html.element(
                "li",
                "units are in the names; a time under a value: it comes at another pace than the meter's"
                        + " readings");
        html.close("ul").open("p").text("Measured against: ");
        html.text(test.judgements().stream()
                .flatMap(judgement -> judgement.list().stream())
                .distinct()
                .map(list -> list.name() + " (" + list.title() + ")")
                .collect(Collectors.joining("; ")));
        html.close("p");
    }

    private void meter(Judgement judgement) {
        html.open("section", "class", "page")
                .element("h2", judgement.meter().label())
                .open("dl");
        Wording.facts(judgement, serials)
                .forEach((head, text) -> html.element("dt", head).element("dd", text));
        judgement
                .deviations()
                .forEach(sentence -> html.element("dt", "Deviation").element("dd", sentence));
        judgement.remarks().forEach(sentence -> html.element("dt", "Note").element("dd", sentence));
        html.close("dl").open("table").open("thead").open("tr");
        List.of("", "Quantity", "Value", "Unit", "Resolution", "Every", "Worst", "Times", "Code")
                .forEach(head -> html.element("th", head));
        html.close("tr").close("thead").open("tbody");
        judgement.marks().forEach((name, mark) -> delivery(judgement, name, mark));
        html.close("tbody").close("table").close("section");
    }

    private void delivery(Judgement judgement, String name, Mark mark) {
        Delivery delivery = judgement.meter().deliveries().get(name);
        html.open("tr", "class", style(mark)).element("td", mark.symbol());
        html.open("td", "class", "name").text(name).close("td");
        if (delivery == null) {
            html.open("td", "colspan", "7").text(mark.words()).close("td");
        } else {
            number(serials.value(delivery));
            html.element("td", delivery.unit());
            number(Wording.resolution(delivery));
            number(Wording.median(delivery.rhythm()));
            number(Wording.worst(delivery.rhythm()));
            number("" + delivery.count());
            html.element("td", Wording.origin(judgement, delivery));
        }
        html.close("tr");
    }

    private void number(String text) {
        html.open("td", "class", "number").text(text).close("td");
    }

    private static String style(Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + STYLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
