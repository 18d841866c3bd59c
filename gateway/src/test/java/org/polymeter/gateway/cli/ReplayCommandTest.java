package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.gateway.Wiring;
import org.polymeter.gateway.archive.Archive;
import org.polymeter.gateway.archive.Bounds;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

class ReplayCommandTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Bounds BOUNDS = new Bounds(64_000_000, Duration.ofDays(7));
    private static final byte[] NOISE = {'n', 'o', 'i', 's', 'e'};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream dsmr = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    /** A minute of three meters, and some noise in the middle of it. */
    @BeforeEach
    void archive() throws Exception {
        try (Archive archive = Archive.open(folder.resolve("archive"), BOUNDS, BOUNDS, InstantSource.system())) {
            record(archive, Family.DSMR5, "p1", "dsmr", "");
            record(archive, Family.NETZ_NOE, "noe", "dlms", "");
            record(archive, Family.GPLUG, "gplug", "tasmota", "tele/gPlug10/SENSOR");
            archive.rejected(new Fact.Rejected(
                    "p1", NOON.plusMillis(30_500), "", "noise", "bytes outside", NOISE.length, 0, Bytes.of(NOISE)));
        }
    }

    @Test
    void an_archive_is_decoded_with_the_keys_of_the_configuration_at_the_time_of_its_making() throws Exception {
        Path config = Files.writeString(folder.resolve("polymeter.yaml"), """
                sources:
                  - {id: p1, type: tcp, host: 127.0.0.1, port: 9, zone: Europe/Amsterdam, meter: {name: Haarlem}}
                  - {id: noe, type: tcp, host: 127.0.0.1, port: 9, key: "%s"}
                  - {id: gplug, type: mqtt, protocol: tasmota, broker: {host: 127.0.0.1, port: 9}}
                """.formatted(Family.ENCRYPTION_KEY));
        assertThat(run(
                        "-c",
                        config.toString(),
                        "--speed",
                        "max",
                        folder.resolve("archive").toString()))
                .as(err.toString())
                .isZero();
        assertThat(row("Haarlem")).contains("W ", " 60 ").doesNotContain("offline");
        assertThat(row("181200000019")).contains(" 12 ");
        assertThat(row("els40000001")).contains(" 12 ");
    }

    @Test
    void an_archive_that_is_imported_is_history_and_imported_again_it_is_the_same() throws Exception {
        for (int round = 1; round <= 2; round++) {
            int exit = Polymeter.of(
                            new Wiring(InstantSource.fixed(NOON)),
                            new PrintWriter(out, true),
                            new PrintWriter(err, true))
                    .execute("import", folder.resolve("archive").toString(), "--data", folder.toString());
            assertThat(exit).as(err.toString()).isZero();
        }
        try (History history = History.readOnly(new Database.Sqlite(folder.resolve("history.db")))) {
            List<Series> power = history.series(
                    List.of("e0000000000000005"),
                    List.of("power_w"),
                    NOON.minus(Duration.ofHours(2)), // without a configuration, nobody knows the zone
                    NOON.plus(Duration.ofHours(2)),
                    Resolution.READING);
            assertThat(power)
                    .singleElement()
                    .satisfies(it -> assertThat(it.values()).hasSize(60));
        }
        assertThat(out.toString()).contains("readings; the history has all of them");
    }

    @Test
    void without_a_configuration_sources_speak_for_themselves() {
        assertThat(run(
                        "--since",
                        "10s",
                        "--speed",
                        "max",
                        folder.resolve("archive").toString()))
                .as(err.toString())
                .isZero();
        assertThat(row("e0000000000000005")).contains(" 11 ");
        assertThat(row("els40000001")).contains(" 2 ");
        assertThat(out.toString()).doesNotContain("181200000019"); // nobody has its key
    }

    @Test
    void whoever_listens_gets_the_wire_byte_by_byte_with_what_was_rejected_in_its_place() throws Exception {
        CompletableFuture<Integer> command = CompletableFuture.supplyAsync(() -> run(
                "--source",
                "p1",
                "--listen",
                "0",
                "--speed",
                "6000x",
                folder.resolve("archive").toString()));
        Pattern address = Pattern.compile("tcp://127.0.0.1:(\\d+)");
        await().until(() -> address.matcher(out.toString()).find());
        Matcher found = address.matcher(out.toString());
        assertThat(found.find()).isTrue();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(found.group(1)))) {
            byte[] heard = socket.getInputStream().readAllBytes();
            String text = new String(heard, StandardCharsets.ISO_8859_1);
            assertThat(text).contains("noise");
            assertThat(text.replace("noise", "")).isEqualTo(dsmr.toString(StandardCharsets.ISO_8859_1));
        }
        assertThat(command.join()).isZero();
        assertThat(out.toString()).contains("61 frames sent.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --speed fast                | --speed is 'fast'; expected a speed such as 60x, or max
            --since yesterday           | --since is 'yesterday'; expected a time such as 10m
            --source nobody             | nothing came from a source 'nobody'; there is gplug, noe, p1
            --listen 0                  | which source? --source gplug, or noe, or p1
            --listen 0 --source gplug   | 'gplug' sent messages to a broker
            """)
    void what_makes_no_sense_is_told(String arguments, String message) {
        assertThat(run((arguments + " " + folder.resolve("archive")).split(" ", -1)))
                .isEqualTo(Polymeter.MISUSED);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void what_is_no_archive_is_told() throws Exception {
        Path capture = Files.writeString(folder.resolve("capture"), "/X5 no archive");
        assertThat(run(capture.toString())).isEqualTo(Polymeter.FAILED);
        assertThat(err.toString()).contains("capture is no archive of Polymeter, and no bundle");
        assertThat(run(folder.resolve("nothing").toString())).isEqualTo(Polymeter.FAILED);
        assertThat(err.toString()).contains("there is no ");
    }

    private void record(Archive archive, Family family, String source, String protocol, String topic) throws Exception {
        Play play = new Play(family, family.keys(), Faults.NONE, 1, NOON);
        long step = play.interval().toSeconds();
        for (long second = 0; second < 60; second += step) {
            byte[] bytes = play.at(NOON.plusSeconds(second));
            if (source.equals("p1")) {
                dsmr.write(bytes);
            }
            archive.received(new Fact.Raw(
                    source, protocol, NOON.plusSeconds(second), family.isEncrypted(), topic, Bytes.of(bytes)));
        }
    }

    private String row(String begin) {
        return out.toString()
                .lines()
                .filter(line -> line.contains(begin))
                .findFirst()
                .orElse("");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "replay";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Polymeter.of(new Wiring(InstantSource.system()), new PrintWriter(out), new PrintWriter(err))
                .execute(all);
    }
}
