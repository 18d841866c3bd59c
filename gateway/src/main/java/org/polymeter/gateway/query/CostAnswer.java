package org.polymeter.gateway.query;

import java.math.BigDecimal;
import java.util.Locale;
import org.polymeter.gateway.insight.Cost;
import org.polymeter.gateway.insight.CostLine;
import org.polymeter.gateway.insight.Money;
import org.polymeter.gateway.insight.Tariff;
import org.polymeter.gateway.insight.Unpriced;
import org.polymeter.gateway.profile.JsonWriter;

/** What some days have cost, line by line. */
public final class CostAnswer {

    private static final int DIGITS = 3;

    private final String currency;

    private CostAnswer(String currency) {
        this.currency = currency;
    }

    public static byte[] json(Tariff tariff, Cost cost) {
        JsonWriter json = new JsonWriter().openObject();
        members(tariff, cost, json);
        return json.closeObject().toBytes();
    }

    /** As members of the object that is open. */
    static void members(Tariff tariff, Cost cost, JsonWriter json) {
        json.key("tariff").value(tariff.id()).key("meter").value(tariff.meter());
        json.key("zone").value(tariff.zone().getId());
        json.key("from").value(cost.from().toString()).key("to").value(cost.to().toString());
        new CostAnswer(cost.currency()).write(cost, json);
    }

    private void write(Cost cost, JsonWriter json) {
        json.key("currency").value(currency);
        amounts(cost.net(), cost.vat(), cost.gross(), json);
        json.key("lines").openArray();
        for (Cost.Part part : cost.parts()) {
            for (CostLine line : part.lines()) {
                write(part, line, json);
            }
        }
        json.closeArray().key("unpriced").openArray();
        cost.unpriced().forEach(unpriced -> write(unpriced, json));
        json.closeArray().key("unmeasured_s").value(cost.unmeasured().toSeconds());
    }

    private void write(Cost.Part part, CostLine line, JsonWriter json) {
        json.openObject().key("component").value(line.component());
        if (!line.rate().isEmpty()) {
            json.key("rate").value(line.rate());
        }
        json.key("from").value(part.from().toString()).key("to").value(part.to().toString());
        json.key("quantity").number(Figures.plain(line.quantity(), DIGITS));
        json.key("unit").value(line.unit());
        amounts(line.net(), line.vat(), line.gross(), json);
        if (line.estimated().signum() != 0) {
            json.key("estimated").number(Figures.plain(line.estimated(), DIGITS));
        }
        json.closeObject();
    }

    private void amounts(BigDecimal net, BigDecimal vat, BigDecimal gross, JsonWriter json) {
        json.key("net")
                .number(money(net))
                .key("vat")
                .number(money(vat))
                .key("gross")
                .number(money(gross));
    }

    private String money(BigDecimal amount) {
        return Money.rounded(amount, currency).toPlainString();
    }

    private static void write(Unpriced unpriced, JsonWriter json) {
        json.openObject();
        if (!unpriced.component().isEmpty()) {
            json.key("component").value(unpriced.component());
        }
        json.key("direction").value(unpriced.direction().name().toLowerCase(Locale.ROOT));
        json.key("reason").value(unpriced.reason().name().toLowerCase(Locale.ROOT));
        json.key("kwh").number(Figures.plain(unpriced.kwh(), DIGITS));
        json.key("from")
                .time(unpriced.span().from())
                .key("to")
                .time(unpriced.span().to());
        json.closeObject();
    }
}
