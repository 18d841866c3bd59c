package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.Wiring;
import org.polymeter.gateway.archive.Archive;
import org.polymeter.gateway.archive.Bounds;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

/** From an archive to a bundle, and from the bundle to the same table. */
class BundleCommandTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Bounds BOUNDS = new Bounds(64_000_000, Duration.ofDays(7));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path config = Path.of("");

    @BeforeEach
    void archive() throws Exception {
        config = Files.writeString(folder.resolve("polymeter.yaml"), """
                sources:
                  - {id: house, type: tcp, host: 127.0.0.1, port: 9, zone: Europe/Amsterdam, meter: {name: Haarlem}}
                  - {id: kamstrup, type: tcp, host: 127.0.0.1, port: 9, zone: Europe/Copenhagen, key: "%s"}
                  - {id: gplug, type: mqtt, protocol: tasmota, broker: {host: 127.0.0.1, port: 9}}
                """.formatted(Family.ENCRYPTION_KEY));
        try (Archive archive =
                Archive.open(folder.resolve("polymeter-data/archive"), BOUNDS, BOUNDS, InstantSource.system())) {
            record(archive, Family.DSMR5, "house", "dsmr", "");
            record(archive, Family.KAMSTRUP, "kamstrup", "dlms", "");
            record(archive, Family.GPLUG, "gplug", "tasmota", "tele/gPlug10/SENSOR");
        }
    }

    @Test
    void a_bundle_shows_the_same_values_under_other_names() {
        String file = folder.resolve("bundle.zip").toString();
        assertThat(run("bundle", file, "-c", config.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("entries, without who the meters are")
                .doesNotContain("Left out");
        out.getBuffer().setLength(0);

        assertThat(run("replay", "-c", config.toString(), "--speed", "max")).isZero();
        List<String> before = values();
        assertThat(out.toString()).contains("e0000000000000005", "5706560000000018", "els40000001", "Haarlem");
        out.getBuffer().setLength(0);

        assertThat(run("replay", file, "--speed", "max")).isZero();
        assertThat(values()).isEqualTo(before).hasSizeGreaterThan(2);
        assertThat(out.toString())
                .doesNotContain("e0000000000000005", "5706560000000018", "els40000001", "Haarlem", "gPlug10");
    }

    @Test
    void a_part_is_enough_and_a_file_that_is_there_is_kept() throws Exception {
        Path file = folder.resolve("bundle.zip");
        assertThat(run("bundle", file.toString(), "-c", config.toString(), "--source", "house", "--since", "9s"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains(": 10 entries");
        byte[] whole = Files.readAllBytes(file);
        assertThat(run("bundle", file.toString(), "-c", config.toString())).isEqualTo(Polymeter.FAILED);
        assertThat(err.toString()).contains("is there already");
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    /** Power and energies of each line of the table, whatever the meter is called. */
    private List<String> values() {
        return out.toString()
                .lines()
                .filter(line -> line.contains("kWh"))
                .map(line -> line.replaceAll("^\\S+ +(\\D+ )?", "").replaceAll(" {2,}", " "))
                .map(line -> line.replaceAll(" \\S+ s$", ""))
                .sorted()
                .toList();
    }

    private static void record(Archive archive, Family family, String source, String protocol, String topic) {
        Play play = new Play(family, family.keys(), Faults.NONE, 1, NOON);
        long step = play.interval().toSeconds();
        for (long second = 0; second < 60; second += step) {
            byte[] bytes = play.at(NOON.plusSeconds(second));
            archive.received(new Fact.Raw(
                    source, protocol, NOON.plusSeconds(second), family.isEncrypted(), topic, Bytes.of(bytes)));
        }
    }

    private int run(String... arguments) {
        return Polymeter.of(new Wiring(InstantSource.system()), new PrintWriter(out), new PrintWriter(err))
                .execute(arguments);
    }
}
