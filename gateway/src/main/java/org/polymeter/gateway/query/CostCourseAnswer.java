package org.polymeter.gateway.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.polymeter.gateway.insight.Cost;
import org.polymeter.gateway.insight.CostCourse;
import org.polymeter.gateway.insight.CostLine;
import org.polymeter.gateway.insight.Money;
import org.polymeter.gateway.insight.Span;
import org.polymeter.gateway.insight.Tariff;
import org.polymeter.gateway.profile.JsonWriter;

/** How costs came together: what some days cost in all, and lists with an entry for each of their parts. */
final class CostCourseAnswer {

    private CostCourseAnswer() {}

    static byte[] json(Tariff tariff, CostCourse course) {
        Cost whole = course.whole();
        List<Cost> parts = course.parts();
        JsonWriter json = new JsonWriter().openObject();
        CostAnswer.members(tariff, whole, json);
        json.key("parts").openObject();
        Columns columns = new Columns();
        for (Cost part : parts) {
            Span span = tariff.days(part.from(), part.to());
            columns.number("from", Figures.seconds(span.from()))
                    .number("to", Figures.seconds(span.to()))
                    .number("gross", money(part.gross(), whole));
        }
        columns.write(json);
        json.key("components").openArray();
        lines(whole).map(CostLine::component).distinct().forEach(component -> write(component, parts, json));
        return json.closeArray().closeObject().closeObject().toBytes();
    }

    private static void write(String component, List<Cost> parts, JsonWriter json) {
        json.openObject().key("component").value(component).key("gross").openArray();
        for (Cost part : parts) {
            BigDecimal gross = lines(part)
                    .filter(line -> line.component().equals(component))
                    .map(CostLine::gross)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            json.number(money(gross, part));
        }
        json.closeArray().closeObject();
    }

    private static Stream<CostLine> lines(Cost cost) {
        return cost.parts().stream().flatMap(part -> part.lines().stream());
    }

    private static String money(BigDecimal amount, Cost cost) {
        return Money.rounded(amount, cost.currency()).toPlainString();
    }
}
