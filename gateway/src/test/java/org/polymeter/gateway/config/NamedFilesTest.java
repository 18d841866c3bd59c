package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFilesTest {

    @TempDir
    Path folder;

    @Test
    void all_files_that_a_configuration_names_are_found_wherever_they_are() throws Exception {
        Path site = Files.createDirectory(folder.resolve("site"));
        Path key = Files.writeString(site.resolve("house.key"), "00");
        Path mapping =
                Files.writeString(Files.createDirectory(site.resolve("maps")).resolve("pump.yaml"), "values: {}");
        Path authority = Files.writeString(folder.resolve("ca.pem"), "");
        Files.write(site.resolve("capture.bin"), new byte[2_000_000]);
        Path yaml = Files.writeString(site.resolve("polymeter.yaml"), """
                gateway: cellar
                data: .
                sources:
                  - {id: p1, type: file, path: capture.bin, key-file: house.key}
                  - {id: pump, type: mqtt, mapping: maps/pump.yaml, broker: {ca: %s, host: gone.key}}
                """.formatted(authority));

        assertThat(NamedFiles.of(yaml)).containsExactlyInAnyOrder(key, mapping, authority);
    }
}
