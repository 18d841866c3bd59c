package org.polymeter.gateway.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.polymeter.gateway.mqtt.Mosquitto;

/** Programs and schemas from npm, which {@code ./verify} installs where the next run finds them again. */
public final class NodePackages {

    private static final String LOCK = "gateway/src/test/consumers/package-lock.json";

    private NodePackages() {}

    /** Node.js itself. */
    public static String node() {
        String node = Mosquitto.find("node");
        assertThat(node).as("Node.js, which ./verify installs").isNotEmpty();
        return node;
    }

    /** The folder {@code node_modules}, with the very versions of the lock file. */
    public static Path folder() throws IOException {
        String cache = System.getenv()
                .getOrDefault(
                        "XDG_CACHE_HOME",
                        Path.of(System.getProperty("user.home"), ".cache").toString());
        Path kept = Path.of(cache, "polymeter-verify", "consumers");
        Path installed = kept.resolve("installed.json");
        assertThat(installed).as("npm packages, which ./verify installs").exists();
        assertThat(installed)
                .as("npm packages of another lock file; ./verify installs these")
                .hasContent(Files.readString(Snippets.file(LOCK)));
        return kept.resolve("node_modules");
    }
}
