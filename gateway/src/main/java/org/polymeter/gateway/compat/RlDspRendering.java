package org.polymeter.gateway.compat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;

/**
 * RL-DSP of the Swiss utilities, as scs smartmeter-datacollector 2 writes it (sink {@code mqttrldsp}): a
 * message per reading, {@code {"meter": {"ts": "2021-07-02T14:58:18+00:00", "1.7.0": 28.0, …}}} on {@code
 * dt/<group>/<id>/ds}. W, Wh, var, varh.
 */
public final class RlDspRendering implements Rendering {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private final String group;
    private final List<Term> terms = Terms.of(DatacollectorRendering.TERMS);
    private final Meters meters;

    /**
     * Nothing is said yet.
     *
     * @param group a level of the topic, {@code building} there
     * @param hashed privacy: no meter is called by its own number
     */
    public RlDspRendering(String group, boolean hashed) {
        this.group = group;
        this.meters = new Meters(hashed);
    }

    @Override
    public void render(Fact fact, Outlet to) throws IOException, InterruptedException {
        meters.remember(fact);
        if (fact instanceof Fact.Heard heard) {
            Map<String, String> values = values(heard.reading());
            if (values.size() > 1) { // more than its time
                String payload = PythonJson.object(Map.of("meter", PythonJson.object(values)));
                to.publish(
                        "dt/" + group + "/" + meters.level(heard.reading().meter()) + "/ds",
                        payload.getBytes(StandardCharsets.UTF_8),
                        Sending.JSON);
            }
        }
    }

    private Map<String, String> values(Reading reading) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("ts", PythonJson.quoted(TIME.format(reading.time())));
        for (Term term : terms) {
            BigDecimal value = term.of(reading.number(term.quantity()));
            if (value != null) {
                values.put(term.more(), PythonJson.number(value));
            }
        }
        return values;
    }
}
