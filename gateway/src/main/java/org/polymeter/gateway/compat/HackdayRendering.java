package org.polymeter.gateway.compat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;

/**
 * The uniform profile of the Open Energy Data Hackday 2021: as its README has it, {@code
 * smartmeter/<id>/power/power_in} with {@code {"timestamp": …, "value": …}}, or as its program did it,
 * {@code openhab/smartmeter/<name>/power_in} with {@code {"time": …, "value": …}}. Power in W, energy in kWh.
 */
public final class HackdayRendering implements Rendering {

    /** Which of the two. */
    public enum Variant {
        README,
        CODE
    }

    private final Variant variant;
    private final List<Term> terms = Terms.of("hackday.terms");
    private final Meters meters;

    /** {@code hashed}: privacy, no meter is called by its own number. */
    public HackdayRendering(Variant variant, boolean hashed) {
        this.variant = variant;
        this.meters = new Meters(hashed);
    }

    @Override
    public void render(Fact fact, Outlet to) throws IOException, InterruptedException {
        meters.remember(fact);
        if (fact instanceof Fact.Heard heard) {
            for (Term term : terms) {
                BigDecimal value = term.of(heard.reading().number(term.quantity()));
                if (value != null) {
                    to.publish(
                            topic(heard.reading().meter(), term),
                            PythonJson.bytes(payload(heard.reading(), value)),
                            Sending.JSON);
                }
            }
        }
    }

    private String topic(String meter, Term term) {
        return switch (variant) {
            case README -> "smartmeter/" + meters.level(meter) + "/" + term.more() + "/" + term.word();
            case CODE -> "openhab/smartmeter/" + name(meter) + "/" + term.word();
        };
    }

    private String name(String meter) {
        return meters.info(meter)
                .map(MeterInfo::name)
                .map(name -> name.replaceAll("[/+#\\s\\x00]+", "-"))
                .orElse(meter);
    }

    private Map<String, String> payload(Reading reading, BigDecimal value) {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put(
                variant == Variant.README ? "timestamp" : "time",
                Long.toString(reading.time().getEpochSecond()));
        payload.put("value", value.toPlainString());
        return payload;
    }
}
