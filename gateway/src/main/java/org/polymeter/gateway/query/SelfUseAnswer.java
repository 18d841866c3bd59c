package org.polymeter.gateway.query;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.polymeter.gateway.insight.SelfUse;
import org.polymeter.gateway.insight.Site;
import org.polymeter.gateway.profile.JsonWriter;

/** What became of the own production of some days. */
public final class SelfUseAnswer {

    private static final int WATT_HOURS = 3;
    private static final int SHARE = 4;

    private SelfUseAnswer() {}

    /** {@code to}: the day after the last. */
    public static byte[] json(Site site, LocalDate from, LocalDate to, SelfUse use) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("from").value(from.toString()).key("to").value(to.toString());
        ids("grid", site.grid(), json);
        ids("production", site.production().stream().map(Site.Register::meter).toList(), json);
        ids("storage", site.storage(), json);
        energy("produced_kwh", use.produced(), json);
        energy("imported_kwh", use.imported(), json);
        energy("exported_kwh", use.exported(), json);
        energy("charged_kwh", use.charged(), json);
        energy("discharged_kwh", use.discharged(), json);
        energy("self_consumed_kwh", use.selfConsumed(), json);
        energy("consumed_kwh", use.consumed(), json);
        use.selfConsumption().ifPresent(share -> json.key("self_consumption").number(Figures.plain(share, SHARE)));
        use.autarky().ifPresent(share -> json.key("autarky").number(Figures.plain(share, SHARE)));
        json.key("unmeasured_s").value(use.unmeasured().toSeconds());
        return json.closeObject().toBytes();
    }

    private static void ids(String key, List<String> ids, JsonWriter json) {
        json.key(key).openArray();
        ids.forEach(json::value);
        json.closeArray();
    }

    private static void energy(String key, BigDecimal kilowattHours, JsonWriter json) {
        json.key(key).number(Figures.plain(kilowattHours, WATT_HOURS));
    }
}
