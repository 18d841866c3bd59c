package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.archive.Recording;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;

/** Frames on disk as they came, whatever is published of them. */
class ArchiveEndToEndTest {

    private static final String SERIAL = "E0047000123456789";
    private static final String GAS_SERIAL = "G0047000987654321";
    private static final String MESSAGE = "{\"z\":{\"SMid\":\"SMID7766554433\",\"Pi\":0.412,\"Po\":0.000}}";

    @TempDir
    Path folder;

    @Test
    void every_frame_and_every_reject_is_kept_and_nothing_more_is_published() throws Exception {
        Dsmr5 dsmr = new Dsmr5(SERIAL, GAS_SERIAL);
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire p1 = new TcpWire();
                TcpWire again = new TcpWire()) {
            try (Program program = Program.run(folder, yaml(p1, mosquitto))) {
                p1.send(dsmr.next());
                for (int i = 0; i < 3; i++) {
                    byte[] broken = dsmr.next();
                    broken[broken.length - 3] =
                            (byte) (broken[broken.length - 3] == '0' ? '1' : '0'); // of the checksum
                    p1.send(broken);
                }
                p1.send(dsmr.next());
                await().pollInSameThread().until(() -> {
                    MosquittoSub.publishOnce(mosquitto.port(), "tele/gPlug10/SENSOR", MESSAGE);
                    return ear.hasHeard("meter/smid7766554433/reading");
                });
                await().pollInSameThread().until(() -> rejects().size() == 3); // while it runs
                program.kill();
            }
            assertThat(ear.all("reject/p1")).hasSize(1);
            assertThat(rejects())
                    .hasSize(3)
                    .allSatisfy(entry ->
                            assertThat(entry.rejection().orElseThrow().reason()).isEqualTo("checksum"));
            byte[] last = dsmr.next(); // the sixth
            try (Program program = Program.run(folder, yaml(again, mosquitto))) {
                again.send(last);
                ear.await("/reading", reading -> "6".equals(reading.values().get("power_w")));
                assertThat(program.stop()).isZero();
            }
            assertThat(entries())
                    .filteredOn(entry ->
                            entry.source().equals("p1") && entry.rejection().isEmpty())
                    .last()
                    .satisfies(entry -> {
                        assertThat(entry.bytes().toArray()).isEqualTo(last);
                        assertThat(entry.protocol()).isEqualTo("dsmr");
                        assertThat(entry.topic()).isEmpty();
                    });
            assertThat(ear.all()).noneMatch(message -> message.topic().contains("/raw/"));
        }
    }

    @Test
    void where_serial_numbers_are_hidden_there_is_no_archive_unless_somebody_asks() throws Exception {
        String yaml = """
                privacy: hash
                secret: 0123456789-not-a-real-secret
                sources: [{id: p1, type: file, path: telegram}]
                outputs: [{type: console, format: json}]
                """;
        Files.write(folder.resolve("telegram"), new Dsmr5(SERIAL, GAS_SERIAL).next());
        try (Program program = Program.run(folder, yaml)) {
            assertThat(program.awaitExit()).isZero();
        }
        assertThat(folder.resolve("polymeter-data/archive")).doesNotExist();
        try (Program program = Program.run(folder, yaml + "archive: {max-size: 1 MB}\n")) {
            assertThat(program.awaitExit()).isZero();
        }
        assertThat(entries()).hasSize(1);
    }

    private static String yaml(TcpWire p1, Mosquitto mosquitto) {
        return """
                zone: %s
                sources:
                  - {id: p1, type: tcp, host: 127.0.0.1, port: %d}
                  - {id: gplug, type: mqtt, protocol: tasmota, broker: {host: 127.0.0.1, port: %d}}
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d}
                """.formatted(Dsmr5.ZONE, p1.port(), mosquitto.port(), mosquitto.port());
    }

    private List<Entry> rejects() throws IOException {
        return entries().stream().filter(entry -> entry.rejection().isPresent()).toList();
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Path archive = folder.resolve("polymeter-data/archive");
        if (!Files.isDirectory(archive)) {
            return entries;
        }
        try (Recording recording = Recording.open(archive)) {
            for (Optional<Entry> entry = recording.next(); entry.isPresent(); entry = recording.next()) {
                entries.add(entry.get());
            }
        } catch (IOException e) {
            return entries; // nothing written yet
        }
        return entries;
    }
}
