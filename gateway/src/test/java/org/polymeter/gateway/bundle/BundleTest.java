package org.polymeter.gateway.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Observation;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.archive.Archive;
import org.polymeter.gateway.archive.Bounds;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.archive.Recording;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.replay.Selection;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

/** What is given away says what the meters said, and not who they are: every byte of it is searched. */
class BundleTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final int TELEGRAMS = 30;
    private static final String TOPIC = "tele/gPlug40000001/SENSOR";
    private static final Keys THEIRS = Keys.of(HexFormat.of().parseHex("9F8E7D6C5B4A39281706F5E4D3C2B1A0"))
            .withAuthentication(HexFormat.of().parseHex("A1B2C3D4E5F60718293A4B5C6D7E8F90"));

    /** The numbers of all simulated meters and what is behind them. */
    private static final List<String> SERIALS = List.of(
            "E0000000000000005",
            "G0000000000000006",
            "1POL0000000012",
            "8POL0000000013",
            "POL00000000000014",
            "LGZ1030000000001",
            "7359990000000016",
            "6970630000000017",
            "5706560000000018",
            "181200000019",
            "ISK1030000000020",
            "5100000021",
            "1POL0000000023",
            "70000024",
            "012345000025",
            "ELS40000001",
            "ISK40000002",
            "6970630000000028",
            "gPlug40000001",
            "house-of-mueller",
            "Mueller");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void no_number_of_a_meter_is_in_it_and_all_its_values_are(Family family) throws Exception {
        List<byte[]> frames = frames(family, THEIRS);
        Contents contents = bundle(family, frames, key(family, THEIRS));
        assertThat(contents.leftOut()).isEmpty();
        List<Entry> entries = entries();
        assertThat(entries).hasSize(TELEGRAMS);
        Keys keys = family.isEncrypted() ? TestKeys.KEYS : Keys.NONE;
        Heard before = new Heard(THEIRS);
        Heard after = new Heard(keys);
        for (int i = 0; i < TELEGRAMS; i++) {
            byte[] frame = entries.get(i).bytes().toArray();
            if (!family.isMessage()) {
                before.hear(frames.get(i));
                after.hear(frame);
            } else {
                assertThat(numbers(frame)).isEqualTo(numbers(frames.get(i)));
            }
            assertThat(frame).hasSameSizeAs(frames.get(i));
        }
        assertThat(after.values).isEqualTo(before.values);
        assertThat(after.troubles).isEqualTo(before.troubles);
        assertThat(before.identities.size()).as("one meter for one").isEqualTo(after.identities.size());
        if (!family.isMessage() && family != Family.E450_BARE) {
            assertThat(before.values).isNotEmpty();
        }
        Set<String> secrets = new LinkedHashSet<>(SERIALS);
        secrets.addAll(before.identities);
        assertSilentAbout(secrets, after);
    }

    @ParameterizedTest
    @EnumSource(names = {"SMARTY", "KAMSTRUP", "NETZ_NOE"})
    void what_nobody_can_open_is_empty_and_says_not_who_sent_it(Family family) throws Exception {
        List<byte[]> frames = frames(family, THEIRS);
        Contents contents = bundle(family, frames, "");
        assertThat(contents.leftOut()).isEmpty();
        Heard opened = new Heard(THEIRS);
        frames.forEach(opened::hear);
        Heard sealed = new Heard(Keys.NONE);
        entries().forEach(entry -> sealed.hear(entry.bytes().toArray()));
        assertThat(sealed.values).isEmpty();
        Set<String> secrets = new LinkedHashSet<>(SERIALS);
        secrets.addAll(opened.identities);
        assertSilentAbout(secrets, sealed);
    }

    @Test
    void one_number_is_one_other_number_in_all_spellings() {
        Pseudonyms pseudonyms = new Pseudonyms();
        String other = pseudonyms.text("E0047000123456789");
        assertThat(other).matches("[A-Z]\\d{16}").isNotEqualTo("E0047000123456789");
        String hex = HexFormat.of().formatHex("E0047000123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(pseudonyms.perhapsHex(hex))
                .isEqualTo(HexFormat.of().formatHex(other.getBytes(StandardCharsets.US_ASCII)));
        byte[] server = HexFormat.of().parseHex("0A01454D480000BC614E"); // 1EMH0012345678
        byte[] replaced = pseudonyms.octets(server);
        assertThat(Arrays.copyOf(replaced, 5)).isEqualTo(Arrays.copyOf(server, 5));
        assertThat("%08d".formatted(new BigInteger(1, Arrays.copyOfRange(replaced, 6, 10))))
                .isEqualTo(pseudonyms.text("12345678"));
        assertThat(new Pseudonyms().text("E0047000123456789")).isNotEqualTo(other);
    }

    @Test
    void damaged_bytes_are_left_out_and_their_time_and_reason_are_not() throws Exception {
        byte[] damaged = frames(Family.DSMR5, THEIRS).getFirst();
        Path archive = folder.resolve("archive");
        try (Archive writer = Archive.open(archive, bounds(), bounds(), InstantSource.fixed(NOON))) {
            writer.rejected(new Fact.Rejected(
                    "p1", NOON, "dsmr", "checksum", "bytes of 12345678 lost", damaged.length, 0, Bytes.of(damaged)));
        }
        Contents contents = write(archive, "  - {id: p1, type: stdin}\n");
        assertThat(contents.taken()).isEqualTo(1);
        Entry entry = entries().getFirst();
        assertThat(entry.bytes().length()).isZero();
        assertThat(entry.received()).isEqualTo(NOON);
        assertThat(entry.rejection().orElseThrow().length()).isEqualTo(damaged.length);
        assertThat(entry.rejection().orElseThrow().detail())
                .matches("bytes of \\d{8} lost")
                .doesNotContain("12345678");
    }

    private Contents bundle(Family family, List<byte[]> frames, String key) throws Exception {
        Path archive = folder.resolve("archive");
        String protocol = family.isMessage() ? "tasmota" : family.port().equals("TIC") ? "tic" : "dlms";
        try (Archive writer = Archive.open(archive, bounds(), bounds(), InstantSource.fixed(NOON))) {
            for (int i = 0; i < frames.size(); i++) {
                writer.received(new Fact.Raw(
                        "house-of-mueller",
                        family == Family.LINKY ? "tic" : protocol,
                        NOON.plusSeconds(i),
                        family.isEncrypted(),
                        family.isMessage() ? TOPIC : "",
                        Bytes.of(frames.get(i))));
            }
        }
        return write(
                archive,
                family.isMessage()
                        ? "  - {id: house-of-mueller, type: mqtt, protocol: tasmota, broker: {host: localhost},"
                                + " meters: {gPlug40000001: {name: Mueller}}}\n"
                        : "  - {id: house-of-mueller, type: tcp, host: mueller.example.org, port: 1, meter: {name:"
                                + " Mueller}" + key + "}\n");
    }

    private Contents write(Path archive, String sources) throws Exception {
        Configuration configuration =
                new ConfigReader(Map.of(), Set.of(), "mueller").read("test", folder, "sources:\n" + sources);
        try (var out = Files.newOutputStream(folder.resolve("bundle.zip"))) {
            return new Bundle(archive, configuration, new Selection(Optional.empty(), Instant.EPOCH, false))
                    .write(out, "test", NOON, entry -> {});
        }
    }

    private static Bounds bounds() {
        return new Bounds(64_000_000, Duration.ofDays(7));
    }

    private static String key(Family family, Keys keys) {
        return family.isEncrypted()
                ? ", key: \"%s\", auth-key: \"%s\""
                        .formatted(
                                HexFormat.of().formatHex(keys.encryption().orElseThrow()),
                                HexFormat.of().formatHex(keys.authentication().orElseThrow()))
                : "";
    }

    private static List<byte[]> frames(Family family, Keys keys) {
        Play play = new Play(family, keys, Faults.NONE, 1, NOON);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < TELEGRAMS; i++) {
            frames.add(play.at(NOON.plus(play.interval().multipliedBy(i))));
        }
        return frames;
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Recording recording = Recording.open(folder.resolve("bundle.zip"))) {
            for (Optional<Entry> entry = recording.next(); entry.isPresent(); entry = recording.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    /** In the file itself, in what it contains, in its frames, and in what these say when they are opened. */
    private void assertSilentAbout(Set<String> secrets, Heard opened) throws IOException {
        Map<String, byte[]> places = new LinkedHashMap<>();
        byte[] file = Files.readAllBytes(folder.resolve("bundle.zip"));
        places.put("the file", file);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                places.put(entry.getName(), zip.readAllBytes());
            }
        }
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (Entry entry : entries()) {
            frames.writeBytes(entry.bytes().toArray());
            frames.writeBytes((" " + entry.topic() + " " + entry.source() + " " + entry.rejection())
                    .getBytes(StandardCharsets.UTF_8));
        }
        places.put("frames", frames.toByteArray());
        places.put("what is in frames", opened.payloads.toByteArray());
        places.put("texts", String.join("\n", opened.texts).getBytes(StandardCharsets.ISO_8859_1));
        for (Map.Entry<String, byte[]> place : places.entrySet()) {
            String text = new String(place.getValue(), StandardCharsets.ISO_8859_1);
            for (String secret : secrets) {
                for (String spelling : spellings(secret)) {
                    assertThat(text.contains(spelling))
                            .as("%s in %s, as %s", secret, place.getKey(), spelling)
                            .isFalse();
                }
            }
        }
        for (byte[] key : List.of(
                THEIRS.encryption().orElseThrow(), THEIRS.authentication().orElseThrow())) {
            String hex = HexFormat.of().formatHex(key);
            for (byte[] place : places.values()) {
                String text = new String(place, StandardCharsets.ISO_8859_1);
                assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(hex);
                assertThat(text).doesNotContain(new String(key, StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** As text, as its hex digits; its digits packed, and as a binary number, from both ends. */
    private static Set<String> spellings(String secret) {
        Set<String> spellings = new TreeSet<>();
        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.ISO_8859_1));
        spellings.addAll(List.of(secret, secret.toLowerCase(Locale.ROOT), hex, hex.toUpperCase(Locale.ROOT)));
        if (secret.matches("[0-9A-F]{16,}") && !secret.contains("00000000")) { // a system title or a server id
            byte[] binary = HexFormat.of().parseHex(secret.substring(0, secret.length() / 2 * 2));
            spellings.add(new String(binary, StandardCharsets.ISO_8859_1));
        }
        String digits = secret.replaceAll("\\D", "");
        if (digits.length() >= 8) {
            String tail = digits.substring(digits.length() - 8);
            spellings.add(digits);
            for (byte[] bytes : List.of(HexFormat.of().parseHex(tail), new BigInteger(digits).toByteArray())) {
                String forwards = new String(bytes, StandardCharsets.ISO_8859_1);
                if (bytes.length >= 4 && !forwards.contains("\0\0")) { // zeros are everywhere
                    spellings.add(forwards);
                    spellings.add(new StringBuilder(forwards).reverse().toString());
                }
            }
        }
        return spellings;
    }

    private static List<String> numbers(byte[] json) {
        return Arrays.stream(new String(json, StandardCharsets.UTF_8).split("[^0-9.\\-]+", -1))
                .filter(word -> word.matches("-?\\d+\\.\\d+"))
                .toList();
    }

    /** What a meter says: values, who it is, and the bytes that said it. */
    private static final class Heard implements MeterStream.Listener {

        private final MeterStream stream;
        private final List<Object> values = new ArrayList<>();
        private final Set<String> identities = new TreeSet<>();
        private final List<String> texts = new ArrayList<>();
        private final ByteArrayOutputStream payloads = new ByteArrayOutputStream();
        private int troubles;

        Heard(Keys keys) {
            stream = MeterStream.of(MeterStream.Options.auto().withKeys(keys), this);
        }

        void hear(byte[] frame) {
            stream.feed(frame, 0, frame.length);
            stream.end();
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            if (!telegram.sender().isEmpty()) {
                identities.add(telegram.sender());
            }
            payloads.write(frame.payload(), frame.payloadOffset(), frame.payloadLength());
            values.add(telegram.isTimed() ? telegram.localSecond() : "untimed");
            for (Observation each : telegram.observations()) {
                if (each instanceof Observation.Text text) {
                    texts.add(text.text());
                    if (text.obis().toString().contains(":96.1.") && text.text().length() > 5) {
                        identities.add(text.text());
                    }
                } else {
                    values.add(each);
                }
            }
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            troubles++;
        }
    }
}
