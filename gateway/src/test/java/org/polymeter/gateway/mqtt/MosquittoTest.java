package org.polymeter.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MosquittoTest {

    @Test
    void passes_on_what_is_published(@TempDir Path folder) throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.toAll(mosquitto.port())) {
            MosquittoSub.publish(mosquitto.port(), "a/b", "c d");

            assertThat(sub.next()).isEqualTo("a/b|0|1|c d");
        }
    }
}
