package org.polymeter.gateway.query;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.polymeter.gateway.insight.CapacityReport;
import org.polymeter.gateway.insight.Forecast;
import org.polymeter.gateway.insight.Money;
import org.polymeter.gateway.insight.MonthPeaks;
import org.polymeter.gateway.insight.Peak;
import org.polymeter.gateway.insight.Tariff;
import org.polymeter.gateway.profile.JsonWriter;

/** Peaks of a month, and where the running period will end. */
public final class PeakAnswer {

    private static final int WATTS = 3;

    private PeakAnswer() {}

    public static byte[] json(Tariff tariff, YearMonth month, List<CapacityReport> reports) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("tariff").value(tariff.id()).key("meter").value(tariff.meter());
        json.key("zone").value(tariff.zone().getId()).key("month").value(month.toString());
        json.key("models").openArray();
        reports.forEach(report -> write(tariff, report, json));
        return json.closeArray().closeObject().toBytes();
    }

    private static void write(Tariff tariff, CapacityReport report, JsonWriter json) {
        json.openObject().key("model").value(report.model());
        write(report.month(), json);
        report.billed().ifPresent(kilowatts -> {
            json.key("billed_kw").number(Figures.plain(kilowatts, WATTS));
            json.key("billed_months").openArray();
            report.billedMonths().forEach(month -> {
                json.openObject().key("month").value(month.month().toString());
                month.kilowatts().ifPresent(it -> json.key("kw").number(Figures.plain(it, WATTS)));
                json.closeObject();
            });
            json.closeArray();
        });
        report.cost().ifPresent(cost -> {
            json.key("currency").value(tariff.currency());
            json.key("cost").number(Money.rounded(cost, tariff.currency()).toPlainString());
        });
        report.step()
                .flatMap(step -> step.below())
                .ifPresent(below -> json.key("step_below_kw").number(below.toPlainString()));
        json.closeObject();
    }

    private static void write(MonthPeaks month, JsonWriter json) {
        month.kilowatts().ifPresent(it -> json.key("kw").number(Figures.plain(it, WATTS)));
        json.key("peaks").openArray();
        for (Peak peak : month.peaks()) {
            json.openObject().key("begin").time(peak.begin());
            json.key("kw").number(Figures.plain(peak.kilowatts(), WATTS));
            if (peak.estimated()) {
                json.key("estimated").value(true);
            }
            json.closeObject();
        }
        json.closeArray().key("unmeasured_s").value(month.unmeasured().toSeconds());
    }

    public static byte[] json(Tariff tariff, Forecast forecast) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("tariff").value(tariff.id()).key("meter").value(tariff.meter());
        json.key("from")
                .time(forecast.period().from())
                .key("to")
                .time(forecast.period().to());
        json.key("kw").number(forecast.kilowatts().toPlainString());
        json.key("basis").value(forecast.basis().name().toLowerCase(Locale.ROOT));
        forecast.limit().ifPresent(limit -> json.key("limit_kw").number(Figures.plain(limit, WATTS)));
        forecast.allowedWatts().ifPresent(watts -> json.key("allowed_w").number(watts.toPlainString()));
        forecast.nextStep().ifPresent(step -> json.key("next_step_kw").number(Figures.plain(step, WATTS)));
        return json.closeObject().toBytes();
    }
}
