package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;

/** What Home Assistant is told when the operator puts another meter on the same wire. */
class ExchangedMeterEndToEndTest {

    private static final String OLD = "E0047000000000007";
    private static final String NEW = "E0047000000000008";

    @TempDir
    Path folder;

    @Test
    void with_a_configured_id_entities_go_on_with_the_new_meter() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire wire = new TcpWire();
                Program program = Program.run(folder, yaml(wire, mosquitto.port(), "meter: {id: house}"))) {
            wire.send(new Dsmr5(OLD, "").next());
            JsonNode before = config(ear, "house", OLD);

            wire.send(new Dsmr5(NEW, "").next());
            JsonNode after = config(ear, "house", NEW);

            assertThat(uniqueIds(after)).isEqualTo(uniqueIds(before)).isNotEmpty();
            assertThat(after.at("/dev/ids")).isEqualTo(before.at("/dev/ids"));
            assertThat(program.stop()).isZero();
        }
    }

    @Test
    void without_one_the_new_meter_is_a_device_of_its_own() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire wire = new TcpWire();
                Program program = Program.run(folder, yaml(wire, mosquitto.port(), "raw: off"))) {
            wire.send(new Dsmr5(OLD, "").next());
            JsonNode before = config(ear, "e0047000000000007", OLD);

            wire.send(new Dsmr5(NEW, "").next());
            JsonNode after = config(ear, "e0047000000000008", NEW);

            assertThat(uniqueIds(after)).doesNotContainAnyElementsOf(uniqueIds(before));
            assertThat(after.at("/dev/ids")).isNotEqualTo(before.at("/dev/ids"));
            assertThat(program.stop()).isZero();
        }
    }

    /** The announcement of that meter with that serial number. */
    private static JsonNode config(Ear ear, String meter, String serial) {
        return ear.await(
                        "homeassistant/device/" + meter + "/config",
                        message -> message.json().at("/dev/sn").asText().equals(serial))
                .json();
    }

    private static Set<String> uniqueIds(JsonNode config) {
        Set<String> ids = new TreeSet<>();
        config.get("cmps")
                .forEach(component -> ids.add(component.get("unique_id").asText()));
        return ids;
    }

    private static String yaml(TcpWire wire, int port, String more) {
        return """
                gateway: cellar
                zone: %s
                sources:
                  - {id: p1, type: tcp, host: 127.0.0.1, port: %d, %s}
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d}
                """.formatted(Dsmr5.ZONE, wire.port(), more, port);
    }
}
