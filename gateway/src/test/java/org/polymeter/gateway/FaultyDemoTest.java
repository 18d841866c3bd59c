package org.polymeter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Simulator.Sent;

/** The demo with meters on bad lines: their neighbours notice nothing, and nothing wrong is published. */
class FaultyDemoTest {

    /** By the source that hears them. */
    private static final Map<String, Family> BAD = Map.of(
            "netherlands", Family.DSMR5, "germany", Family.SML, "belgium", Family.EMUCS, "denmark", Family.KAMSTRUP);

    private static final Map<Family, Faults> FAULTS = Map.of(
            Family.DSMR5, Faults.parse("flips=0.5,duplicates=0.2"),
            Family.SML, Faults.parse("drops=0.5,cuts=0.2"),
            Family.EMUCS, Faults.parse("cuts=0.5,stalls=0.02"),
            Family.KAMSTRUP, Faults.parse("wrong-key=1"));

    private static final List<String> HEALTHY =
            List.of("lgz1030000000001", "aew", "els40000001", "181200000019", "isk1030000000020", "012345000025");

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Map<String, List<Map<String, String>>> readings = new HashMap<>();
    private final Set<String> rejecting = new HashSet<>();

    @Test
    void bad_lines_lose_telegrams_and_publish_nothing_wrong() throws Exception {
        assumeTrue(Mosquitto.isInstalled(), "mosquitto_sub is not installed; ./verify installs it");
        int port = Mosquitto.freePort();
        try (Running demo = Demo.start(
                        new Wiring(InstantSource.system()),
                        InstantSource.system(),
                        OptionalInt.of(port),
                        new PrintWriter(new StringWriter()),
                        FAULTS,
                        sent::add);
                MosquittoSub sub = MosquittoSub.toAll(port)) {
            assertThat(demo.await(Duration.ofMillis(1))).isFalse();
            sub.until(line -> {
                take(line);
                return rejecting.size() >= BAD.size()
                        && HEALTHY.stream()
                                .allMatch(meter ->
                                        readings.getOrDefault(meter, List.of()).size() >= 2);
            });
        }
        assertThat(rejecting).as("only those on bad lines").containsExactlyInAnyOrderElementsOf(BAD.keySet());
        readings.forEach((meter, list) -> assertThat(list).as(meter).allMatch(values -> wasSent(meter, values)));
        assertThat(readings).as("nobody has its key").doesNotContainKey("5706560000000018");
    }

    private boolean wasSent(String meter, Map<String, String> values) {
        return sent.stream()
                .filter(it -> it.meter().equals(meter))
                .anyMatch(it -> values.entrySet().stream()
                        .filter(value -> !value.getKey().startsWith("reactive_"))
                        .allMatch(value -> value.getValue().equals(it.values().get(value.getKey()))));
    }

    private void take(String line) {
        String[] parts = line.split("\\|", 4);
        String[] levels = parts[0].split("/", -1);
        if (levels.length >= 5 && levels[2].equals("meter") && levels[4].equals("reading")) {
            readings.computeIfAbsent(levels[3], unused -> new ArrayList<>()).add(values(parts[3]));
        } else if (levels.length >= 6 && levels[4].equals("reject")) {
            rejecting.add(levels[5]);
        }
    }

    private Map<String, String> values(String reading) {
        try {
            Map<String, String> plain = new HashMap<>();
            for (Map.Entry<String, JsonNode> entry :
                    json.readTree(reading).get("values").properties()) {
                JsonNode value = entry.getValue();
                plain.put(
                        entry.getKey(),
                        value.isTextual()
                                ? value.asText()
                                : value.decimalValue().toPlainString());
            }
            return plain;
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
