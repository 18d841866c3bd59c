package org.polymeter.gateway.homie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.gateway.consumers.PlayedMeters;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.Cable;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.MqttSink;

/** Homie devices at a real broker. */
class HomieBrokerTest {

    private static final String ROOT = "homie/5/gateway-cellar/$state";

    @TempDir
    Path folder;

    @Test
    void a_broker_keeps_devices_for_a_controller_that_comes_later() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MqttSink sink = sink(mosquitto.address())) {
            sink.write(heat());
            sink.write(List.of());
            Map<String, String> kept = new TreeMap<>();
            try (MosquittoSub late = MosquittoSub.toAll(mosquitto.port())) {
                MosquittoSub.publish(mosquitto.port(), "zzz", "end");
                for (String line : late.until("zzz")) {
                    String[] parts = line.split("\\|", 4);
                    if (parts[0].startsWith("homie/")) {
                        assertThat(parts[1]).as(line).isEqualTo("1");
                        kept.put(parts[0], parts[3]);
                    }
                }
            }

            HomieRules.check("homie", kept);
            assertThat(kept).containsEntry(ROOT, "ready").containsEntry("homie/5/heat/$state", "ready");
        }
    }

    @Test
    void a_gateway_that_vanishes_is_lost_and_one_that_ends_is_disconnected() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Cable cable = new Cable(mosquitto.port());
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port())) {
            MqttSink lost = sink(new BrokerAddress(
                    "127.0.0.1",
                    cable.port(),
                    3, // whose wills do not wait
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
            lost.write(List.of());
            cable.cut();
            sub.until(ROOT + "|0|1|lost");
            lost.close();

            MqttSink ended = sink(mosquitto.address());
            ended.write(heat());
            ended.close();
            assertThat(sub.until(ROOT + "|0|1|disconnected")).contains("homie/5/heat/$state|0|1|disconnected");
        }
    }

    private static MqttSink sink(BrokerAddress broker) {
        return new MqttSink(broker, "test", List.of(new HomieRendering("homie", "cellar")));
    }

    private static List<Fact> heat() {
        return PlayedMeters.facts(Family.HEAT, new MeterLabel(Optional.of("heat"), Optional.empty(), Optional.empty()));
    }
}
