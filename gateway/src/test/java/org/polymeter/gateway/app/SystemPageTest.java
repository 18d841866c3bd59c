package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.app.Ward.Speaker;
import org.polymeter.gateway.influx.InfluxDb;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.source.PtyPair;
import org.polymeter.gateway.upload.RecordingServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page of the system, with real things that fail. */
class SystemPageTest {

    private static final Logger LOG = LoggerFactory.getLogger(SystemPageTest.class);
    private static final Keys KEYS = Keys.of(bytes(0x11));
    private static final Keys NO_KEYS = Family.DSMR5.keys();

    /** Delivering and trying again take their time. */
    private static final double PATIENCE_MILLIS = 20_000;

    @TempDir
    Path folder;

    @BeforeAll
    static void take_time() {
        setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    @ParameterizedTest
    @CsvSource({"PHONE, en-GB, LIGHT", "DESKTOP, de-CH, DARK"})
    void all_is_well(Device device, String locale, ColorScheme scheme) throws Exception {
        try (Speaker meter = Speaker.of(Family.DSMR5, NO_KEYS, 0);
                Ward ward = Ward.open(
                        folder,
                        sources("{id: house, type: tcp, host: 127.0.0.1, port: %d, zone: Europe/Amsterdam}"
                                .formatted(meter.port())));
                Browser browser = Browser.of(ward.port()).signedIn()) {
            Page page = browser.open("/system", device, locale, scheme);

            assertThat(page.locator(".notice.good"))
                    .hasText(Pattern.compile("(All is well|Alles in Ordnung).*", Pattern.DOTALL));
            assertThat(source(page, "house").locator(".state")).hasText(Pattern.compile("reads|liest"));
            assertThat(page.locator(".fill")).hasCount(5);
            for (String tab : new String[] {"health", "outputs", "log", "backup"}) {
                browser.show("/system?tab=" + tab, page);
                page.locator(".card").first().waitFor();
                assertThat(browser.accessibility(page)).as(tab).isEmpty();
                assertThat(browser.isTooWide(page)).as(tab).isFalse();
            }
        }
    }

    @Test
    void a_port_that_is_not_there_says_what_to_do_and_is_read_as_soon_as_it_appears() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        Path link = folder.resolve("ttyUSB0");
        try (Ward ward = Ward.open(folder, sources("{id: house, type: serial, port: %s}".formatted(link)));
                Browser browser = Browser.of(ward.port()).as(ward.token())) {
            Page page = browser.open("/system", Device.DESKTOP);
            Locator trouble = source(page, "house").locator(".trouble");

            assertThat(trouble).containsText("The port is not there");
            assertThat(trouble).containsText("Is the adapter plugged into this computer?");
            assertThat(trouble).containsText(Pattern.compile("next try in \\d+ s"));

            try (PtyPair wire = PtyPair.plugIn(link)) {
                source(page, "house").getByText("Try now").click();
                assertThat(trouble).hasCount(0);
                Play meter = new Play(
                        Family.DSMR5,
                        NO_KEYS,
                        Faults.NONE,
                        1,
                        InstantSource.system().instant());
                wire.send(meter.at(InstantSource.system().instant()));

                assertThat(source(page, "house").locator(".state")).hasText("reads");
            }
            assertThat(trouble).containsText("The port has disappeared");
        }
    }

    @Test
    void a_host_that_refuses_and_one_that_nobody_knows_are_told_apart() throws Exception {
        int nobody = Mosquitto.freePort();
        String yaml = sources(
                "{id: shed, type: tcp, host: 127.0.0.1, port: %d}".formatted(nobody),
                "{id: attic, type: tcp, host: no-such-host.invalid, port: 2001}");
        try (Ward ward = Ward.open(folder, yaml);
                Browser browser = Browser.of(ward.port()).as(ward.token())) {
            Page page = browser.open("/system", Device.PHONE);

            assertThat(source(page, "shed").locator(".trouble")).containsText("Nothing listens there");
            assertThat(source(page, "attic").locator(".trouble")).containsText("Nobody knows a device of this name");
            assertThat(page.locator(".notice.bad")).containsText("2 things need a look");
            assertThat(browser.isTooWide(page)).isFalse();
            assertThat(browser.accessibility(page)).isEmpty();

            try (Speaker meter = Speaker.of(Family.DSMR5, NO_KEYS, nobody)) {
                assertThat(meter.port()).isEqualTo(nobody);
                source(page, "shed").getByText("Try now").click();

                assertThat(source(page, "shed").locator(".state")).hasText("reads");
                assertThat(page.locator(".notice.bad")).containsText("attic");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", key: ffeeddccbbaa99887766554433221100"})
    void a_meter_whose_key_is_missing_or_wrong_says_so(String key) throws Exception {
        try (Speaker meter = Speaker.of(Family.KAMSTRUP, KEYS.withAuthentication(bytes(0x22)), 0);
                Ward ward = Ward.open(
                        folder,
                        sources("{id: house, type: tcp, host: 127.0.0.1, port: %d, protocol: hdlc%s}"
                                .formatted(meter.port(), key)));
                Browser browser = Browser.of(ward.port()).as(ward.token())) {
            Page page = browser.open("/system", Device.DESKTOP);

            assertThat(source(page, "house").locator(".trouble"))
                    .containsText(key.isEmpty() ? "its key is missing" : "The key does not fit this meter");
            assertThat(source(page, "house").locator(".state")).hasText("hears something");
            assertThat(page.content()).doesNotContain("ffeeddcc");
        }
    }

    @Test
    void what_waits_for_a_broker_that_is_away_is_counted_and_delivered_when_it_is_back() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Speaker meter = Speaker.of(Family.DSMR5, NO_KEYS, 0);
                Ward ward = Ward.open(
                        folder,
                        sources("{id: house, type: tcp, host: 127.0.0.1, port: %d}".formatted(meter.port()))
                                + "  - {type: mqtt, host: 127.0.0.1, port: %d}\n".formatted(mosquitto.port()));
                Browser browser = Browser.of(ward.port()).as(ward.token())) {
            Page page = browser.open("/system?tab=outputs", Device.DESKTOP);
            Locator output = entry(page, "MQTT broker");
            assertThat(output.locator(".state")).hasText("delivers");

            mosquitto.stop();

            assertThat(output.locator(".trouble")).containsText("Nothing listens there");
            assertThat(output.locator(".waits dd")).hasText(Pattern.compile("[1-9]"));
            assertThat(output.locator(".waits dd")).hasText(Pattern.compile("\\d\\d+"));
            assertThat(output).containsText("Waiting since");

            mosquitto.start();
            output.getByText("Try now").click();

            assertThat(output.locator(".state")).hasText("delivers");
            assertThat(output).containsText("Came back");
        }
    }

    @Test
    void a_test_says_whether_it_arrives_and_disturbs_nobody() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                InfluxDb influx = InfluxDb.open(folder);
                RecordingServer server = new RecordingServer();
                Ward ward = Ward.open(
                        folder,
                        sources("{id: house, type: tcp, host: 127.0.0.1, port: 9}")
                                + """
                          - {type: broker, port: %d}
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                          - {type: mqtt, host: 127.0.0.1, port: %d, format: homie}
                          - {type: influxdb, url: "%s", database: home}
                          - {type: http-post, url: "%s/in?secret=s3cret"}
                        """.formatted(
                                                Mosquitto.freePort(),
                                                mosquitto.port(),
                                                mosquitto.port(),
                                                influx.url(),
                                                server.url()));
                Browser browser = Browser.of(ward.port()).as(ward.token())) {
            Page page = browser.open("/system?tab=outputs", Device.DESKTOP);

            assertThat(test(page, "Broker inside Polymeter")).containsText("the test arrived and came back");
            assertThat(test(page, "MQTT broker")).containsText("polymeter/1/gateway/cellar/test");
            assertThat(test(page, "homie")).containsText("the broker lets us in");
            assertThat(test(page, "InfluxDB")).containsText("database not found: \"home\"");
            influx.execute("CREATE DATABASE home");
            assertThat(test(page, "InfluxDB")).containsText("we may write there");
            assertThat(influx.series("home", "SHOW MEASUREMENTS")).isEmpty();
            assertThat(test(page, "Web address")).containsText("the server took the test");
            server.answer(422, "{\"detail\":\"no reading\"}");
            assertThat(test(page, "Web address")).containsText("did not take the test");

            assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
                assertThat(request.header("Polymeter-test")).isEqualTo("true");
                assertThat(request.body()).contains("\"gateway\":\"cellar\"").contains("\"test\":true");
            });
            assertThat(page.content()).doesNotContain("s3cret");
        }
    }

    @Test
    void what_the_program_says_is_there_at_once_and_can_be_searched_held_and_taken_along() throws Exception {
        try (Ward ward = Ward.open(folder, sources("{id: house, type: tcp, host: 127.0.0.1, port: 9}"));
                Browser browser = Browser.of(ward.port()).signedIn()) {
            Page page = browser.open("/system?tab=log", Device.DESKTOP);
            Locator lines = page.locator(".line");
            assertThat(lines.filter(new Locator.FilterOptions().setHasText("source house")))
                    .hasCount(1);

            LOG.info("the postman was here");
            LOG.error("the postman fell", new IllegalStateException("over the cat"));

            assertThat(lines.first()).containsText("the postman fell");
            page.getByRole(AriaRole.SEARCHBOX).fill("POSTMAN");
            assertThat(lines).hasCount(2);
            page.getByText("Pause").click();
            LOG.info("another postman");
            page.getByText("Go on").click();
            assertThat(lines).hasCount(3);

            page.getByText("Faults").click();
            assertThat(lines).hasCount(1);
            assertThat(page).hasURL(Pattern.compile(".*level=ERROR.*"));
            Path file = page.waitForDownload(() -> page.getByText("Download").click())
                    .path();
            assertThat(Files.readString(file))
                    .contains("the postman fell", "over the cat")
                    .doesNotContain("was here");
        }
    }

    private static Locator test(Page page, String output) {
        Locator entry = entry(page, output);
        entry.getByText("Send test").click();
        assertThat(entry.getByText("Send test")).isVisible();
        return entry.locator(".result");
    }

    private static Locator source(Page page, String id) {
        return entry(page, id);
    }

    /** The last of those that have it: the name of a format is in that of its output. */
    private static Locator entry(Page page, String words) {
        return page.locator(".entry")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".entry-name").filter(new Locator.FilterOptions().setHasText(words))))
                .first();
    }

    private static String sources(String... sources) {
        return "gateway: cellar\nsources:\n  - " + String.join("\n  - ", sources) + "\noutputs:\n";
    }

    private static byte[] bytes(int value) {
        byte[] key = new byte[16];
        Arrays.fill(key, (byte) value);
        return key;
    }
}
