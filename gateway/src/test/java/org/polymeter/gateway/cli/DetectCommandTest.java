package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.SealedWriter;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.source.PtyPair;

/** From the command line to what is found; vectors of our own. */
class DetectCommandTest {

    private static final String AIDON =
            "7EA02A410883130413E6E7000F40000000000101020309060100010700FF060000053E02020F00161BA4E07E";

    /** general-glo-ciphering of an invented Kamstrup meter. */
    private static final String SEALED =
            "DB084B414D4500BC614E1E3000000001" + "00112233445566778899AABBCCDDEEFF0011223344556677" + "88";

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_hex_dump_of_hdlc_is_found_and_yaml_is_printed() {
        assertThat(detect(file("han.hex", AIDON))).isZero();
        assertThat(out.toString())
                .startsWith(folder.resolve("han.hex") + ": HDLC, ")
                .contains("known by: one frame, its checksum holds")
                .contains("    protocol: hdlc");
        assertThat(soundYaml()).isTrue();
    }

    @Test
    void an_encrypted_meter_is_told_with_its_maker_its_control_byte_and_the_names_of_its_keys() {
        assertThat(detect(file("dk.hex", SEALED))).isZero();
        assertThat(out.toString())
                .contains("GCM 0x30, system title KAM…: a key is needed, your grid operator calls it GPK60")
                .contains("GPK61")
                .doesNotContain("BC614E")
                .contains("    key-file: house.key", "    # auth-key-file: house.auth.key");
        file("house.key", "000102030405060708090A0B0C0D0E0F");
        assertThat(soundYaml()).isTrue();
    }

    @Test
    void with_keys_it_says_whether_they_open_it() {
        String ek = "000102030405060708090A0B0C0D0E0F";
        String ak = "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF";
        HexFormat hex = HexFormat.of();
        byte[] sealed = new HdlcWriter(0xCEFF03)
                .message(new SealedWriter(
                                Keys.of(hex.parseHex(ek)).withAuthentication(hex.parseHex(ak)),
                                hex.parseHex("4B414D4500BC614E"))
                        .general(
                                0x30,
                                1,
                                new NotificationWriter(1)
                                        .register(Obis.parse("1-0:1.8.0"), NumberType.U32, 684544)
                                        .pushList(Obis.parse("0-1:25.9.0"))));
        Path capture = bytes("sealed.bin", sealed);
        Path keys = file("house.key", ek + "\n" + ak + "\n");
        assertThat(execute("detect", "--key-file", keys.toString(), capture.toString()))
                .isZero();
        assertThat(out.toString()).contains(": the key opens it, ", "1 of 1 opened", "    key-file: house.key");
        assertThat(soundYaml()).isTrue();
        assertThat(execute("detect", "--key", ak, "--auth-key", ek, capture.toString()))
                .isZero();
        assertThat(out.toString()).contains("HDLC, GCM 0x30, system title KAM…: the keys are swapped");
        assertThat(execute("detect", "--key", ak, capture.toString())).isZero();
        assertThat(out.toString()).contains(": the key does not open it");
    }

    @Test
    void mode_5_of_m_bus_needs_one_key() {
        byte[] amis =
                new MbusWriter("SIE", "00000000", 1, 2).integer(4, 684544, 0x03).push(0xF0, new byte[16]);
        Path capture = bytes("amis.bin", amis);
        assertThat(detect(capture)).isZero();
        assertThat(out.toString())
                .contains("MBUS, AES-CBC (M-Bus mode 5): a key is needed, your grid operator calls it"
                        + " Kundenschnittstellen-Schlüssel")
                .doesNotContain("auth-key");
        assertThat(execute("detect", "--key", "0".repeat(32), capture.toString()))
                .isZero();
        assertThat(out.toString()).contains(": the key opens it, 1 value");
    }

    @Test
    void messages_of_an_adapter_are_found() {
        Path json = file("tasmota.json", """
                tele/gPlug10/SENSOR {"Time":"2021-09-24T17:03:45","z":{"SMid":"72913313","Pi":0.012}}
                """);
        assertThat(detect(json)).isZero();
        assertThat(out.toString()).contains("JSON of tasmota").contains("    protocol: tasmota");
        assertThat(soundYaml()).isTrue();
    }

    @Test
    void noise_is_not_found_and_the_likely_cause_is_told() {
        assertThat(detect(file("empty", ""))).isOne();
        assertThat(out.toString()).contains("no meter found").contains("nothing at all came");
        byte[] damaged = HexFormat.of().parseHex(AIDON);
        damaged[33] ^= 1;
        assertThat(detect(bytes("damaged.bin", damaged))).isOne();
        assertThat(out.toString()).contains("no meter found in 44 bytes").contains("their checksums are wrong");
    }

    @Test
    void a_file_that_is_not_there_is_a_failure_and_a_bad_address_a_misuse() {
        assertThat(detect(folder.resolve("none.bin"))).isOne();
        assertThat(err.toString()).contains("there is no such file");
        for (String address : List.of("tcp://host", "tcp://host:0", "tcp://host:70000", "tcp:host:1")) {
            assertThat(execute("detect", address)).as(address).isEqualTo(2);
        }
        assertThat(execute("detect")).isEqualTo(2);
        assertThat(execute("detect", "/dev/no-such-port")).isOne();
        assertThat(err.toString()).contains("there is no such port");
    }

    @Test
    void a_device_on_the_network_is_found() throws IOException {
        try (Repeating meter = Repeating.onTcp(HexFormat.of().parseHex(AIDON))) {
            assertThat(execute("detect", "--quick", "tcp://127.0.0.1:" + meter.port()))
                    .isZero();
            assertThat(out.toString())
                    .contains(": HDLC, ")
                    .contains("    type: tcp")
                    .contains("    port: " + meter.port());
            assertThat(err.toString()).contains("listening");
            assertThat(soundYaml()).isTrue();
        }
        assertThat(execute("detect", "tcp://127.0.0.1:1")).isOne();
        assertThat(err.toString()).contains("refused");
    }

    @Test
    @SuppressWarnings("try") // the meter speaks by itself
    void a_serial_port_is_scanned_and_found() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        Path port = folder.resolve("ttyUSB0");
        try (PtyPair wire = PtyPair.plugIn(port);
                Repeating meter = Repeating.on(() -> wire.send(HexFormat.of().parseHex(AIDON)))) {
            assertThat(meter.port()).as("on a wire, not on TCP").isZero();
            assertThat(execute("detect", "--quick", port.toString())).isZero();
            assertThat(out.toString()).contains(port + ": 115200 8N1, HDLC, ").contains("    line: 115200 8N1");
            assertThat(err.toString()).contains("[1/8] 115200 8N1").contains("– found");
            assertThat(soundYaml()).isTrue();
        }
    }

    @Test
    void help_teaches() {
        assertThat(execute("detect", "--help")).isZero();
        assertThat(out.toString())
                .contains("Listens, never sends")
                .contains("polymeter detect /dev/ttyUSB0")
                .contains("Exit code 0: found. 1: not found. 2: wrong command line.");
    }

    /** Whether what was printed can be pasted. */
    private boolean soundYaml() {
        String text = out.toString();
        Path yaml = file("polymeter.yaml", text.substring(text.indexOf("sources:")));
        try {
            Configuration configuration = new ConfigReader(java.util.Map.of(), java.util.Set.of(), "test").read(yaml);
            return configuration.sources().size() == 1;
        } catch (ConfigException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    private int detect(Path file) {
        return execute("detect", file.toString());
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Polymeter.of(new NoLauncher(), new PrintWriter(out), new PrintWriter(err))
                .execute(arguments);
    }

    private Path file(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path bytes(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A meter that says the same again and again. */
    private static final class Repeating implements AutoCloseable {

        interface Saying {
            void say() throws IOException;
        }

        private final AtomicBoolean closed = new AtomicBoolean();
        private final int port;
        private final AutoCloseable ear;

        private Repeating(int port, AutoCloseable ear) {
            this.port = port;
            this.ear = ear;
        }

        static Repeating on(Saying saying) {
            Repeating meter = new Repeating(0, () -> {});
            Thread.ofPlatform().daemon().start(() -> meter.repeat(saying));
            return meter;
        }

        static Repeating onTcp(byte[] telegram) throws IOException {
            ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            Repeating meter = new Repeating(server.getLocalPort(), server);
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> meter.repeat(() -> {
                        try (Socket socket = server.accept();
                                OutputStream to = socket.getOutputStream();
                                InputStream from = socket.getInputStream()) {
                            to.write(telegram);
                            to.flush();
                            from.read(); // until the other side hangs up
                        }
                    }));
            return meter;
        }

        int port() {
            return port;
        }

        private void repeat(Saying saying) {
            while (!closed.get()) {
                try {
                    saying.say();
                    java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                } catch (SocketException e) {
                    return;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void close() {
            closed.set(true);
            try {
                ear.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
