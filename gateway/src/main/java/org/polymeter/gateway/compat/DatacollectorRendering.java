package org.polymeter.gateway.compat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;

/**
 * scs smartmeter-datacollector, sink {@code mqtt}: a message per value, {@code {"value": 28.0,
 * "timestamp": 1625237898, "obis": "1.7.0"}} on {@code smartmeter/<id>/ACTIVE_POWER_P}. W, Wh, var, varh.
 */
public final class DatacollectorRendering implements Rendering {

    static final String TERMS = "smartmeter-datacollector.terms";

    private final boolean withCode;
    private final List<Term> terms = Terms.of(TERMS);
    private final Meters meters;

    /**
     * Nothing is said yet.
     *
     * @param v1 as before version 2: without {@code obis}
     * @param hashed privacy: no meter is called by its own number
     */
    public DatacollectorRendering(boolean v1, boolean hashed) {
        this.withCode = !v1;
        this.meters = new Meters(hashed);
    }

    @Override
    public void render(Fact fact, Outlet to) throws IOException, InterruptedException {
        meters.remember(fact);
        if (fact instanceof Fact.Heard heard) {
            Reading reading = heard.reading();
            String id = meters.level(reading.meter());
            for (Term term : terms) {
                BigDecimal value = term.of(reading.number(term.quantity()));
                if (value != null) {
                    to.publish(
                            "smartmeter/" + id + "/" + term.word(),
                            PythonJson.bytes(payload(reading, term, value)),
                            Sending.JSON);
                }
            }
        }
    }

    private Map<String, String> payload(Reading reading, Term term, BigDecimal value) {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put("value", PythonJson.number(value));
        payload.put("timestamp", Long.toString(reading.time().getEpochSecond()));
        if (withCode) {
            payload.put("obis", PythonJson.quoted(term.more()));
        }
        return payload;
    }
}
