package org.polymeter.gateway.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.app.Browser;
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.source.PtyPair;

/** Adding a meter, as somebody does who has never seen one from the inside. */
class AddPageTest {

    private static final String KEY = Family.ENCRYPTION_KEY;

    @TempDir
    private Path folder;

    /** By so much the clock goes ahead by which a listening ends. */
    private final AtomicReference<Duration> away = new AtomicReference<>(Duration.ZERO);

    private Workbench bench;
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        assumeThat(PtyPair.isPossible()).isTrue();
        bench = Workbench.open(List.of(), () -> InstantSource.system().instant().plus(away.get()));
        browser = Browser.of(bench.port());
    }

    @AfterEach
    void close() {
        browser.close();
        bench.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_dutch_meter_is_added_in_five_steps(Device device) throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.DSMR5, folder.resolve("p1"))) {
            Page page = browser.open("/add", device);
            sound(page);
            choose(page, "Netherlands");
            sound(page);
            choose(page, "DSMR 5");
            assertThat(page.getByText("You need a P1 cable")).isVisible();
            sound(page);
            type(page, meter);

            Locator values = page.locator(".preview");
            assertThat(page.getByText("Does this match your meter")).isVisible();
            assertThat(values).containsText(Pattern.compile("(From|To) the grid now"));
            assertThat(values).containsText(Pattern.compile("Meter reading, drawn 1\\s*[\\d,.]+ kWh"));
            assertThat(page.locator(".also")).containsText(Pattern.compile("Gas [\\d,.]+ m"));
            sound(page);
            page.getByLabel("What do you call it?").fill("Our house");
            page.getByText("Yes, save").click();

            assertThat(page.getByText("Your meter is added")).isVisible();
            sound(page);
            JsonNode saved = saved();
            assertThat(saved.get("type").asText()).isEqualTo("serial");
            assertThat(saved.get("port").asText()).isEqualTo(meter.port());
            assertThat(saved.get("line").asText()).isEqualTo("115200 8N1");
            assertThat(saved.get("protocol").asText()).isEqualTo("p1");
            assertThat(saved.get("zone").asText()).isEqualTo("Europe/Amsterdam");
            assertThat(saved.at("/meter/name").asText()).isEqualTo("Our house");
            assertThat(saved.at("/meter/role").asText()).isEqualTo("grid");
            assertThat(saved.get("id").asText()).startsWith("our-house-");
            page.getByText("See it now").click();
            assertThat(page).hasURL(Pattern.compile("#/now"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_encrypted_meter_takes_a_wrong_key_first_and_then_the_right_one(Device device) throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.NETZ_NOE, folder.resolve("mbus"))) {
            Page page = browser.open("/add", device);
            choose(page, "Austria");
            choose(page, "Netz Niederösterreich");
            assertThat(page.getByText("You need a key, called GUEK")).isVisible();
            type(page, meter);
            Locator key = page.locator("#meter-key");
            assertThat(page.getByText("Your meter is encrypted")).isVisible();
            sound(page);

            enter(page, KEY.substring(1));
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("One digit is missing: a key has 32, this has 31");
            enter(page, KEY.substring(0, 30) + "0O");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Character 32 is the letter O");
            sound(page);
            enter(page, Family.AUTHENTICATION_KEY);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not open what the meter says");
            sound(page);
            assertThat(key).hasValue(Family.AUTHENTICATION_KEY);
            enter(page, KEY.replaceAll("(.{4})", "$1 ").toLowerCase(java.util.Locale.ROOT));

            assertThat(page.getByText("The key is right.")).isVisible();
            assertThat(page.locator(".preview")).containsText("Kaifa MA309");
            assertThat(page.url().toUpperCase(java.util.Locale.ROOT)).doesNotContain(KEY);
            sound(page);
            page.getByText("Yes, save").click();
            assertThat(page.getByText("Your meter is added")).isVisible();
            assertThat(saved().get("key").asText().replace(" ", "")).isEqualToIgnoringCase(KEY);
            assertThat(saved().has("auth-key")).isFalse();
        }
        assertThat(bench.answers()).doesNotContain(KEY);
    }

    @Test
    void swapped_keys_are_put_right_and_saved_so() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.KAMSTRUP, folder.resolve("han"))) {
            Page page = browser.open("/add", Device.DESKTOP);
            choose(page, "Switzerland");
            choose(page, "CKW");
            type(page, meter);
            page.locator("#meter-second").fill(KEY);
            enter(page, Family.AUTHENTICATION_KEY);

            assertThat(page.getByText("each was in the other’s place")).isVisible();
            page.getByText("Yes, save").click();
            assertThat(page.getByText("Your meter is added")).isVisible();
            assertThat(saved().get("key").asText()).isEqualTo(KEY);
            assertThat(saved().get("auth-key").asText()).isEqualTo(Family.AUTHENTICATION_KEY);
        }
    }

    @Test
    void a_silent_port_says_what_to_look_at() throws Exception {
        try (PlayedMeter meter = PlayedMeter.saying(now -> new byte[0], folder.resolve("p1"))) {
            Page page = browser.open("/add", Device.PHONE);
            choose(page, "Belgium");
            choose(page, "Fluvius");
            assertThat(page.getByText("The grid operator has to open the port."))
                    .isVisible();
            type(page, meter);

            page.getByText("Nothing comes").waitFor();
            assertThat(page.getByText("Has the port been opened?")).isVisible();
            assertThat(page.getByText("Does the cable put 5 volts")).isVisible();
            assertThat(page.getByText("nothing yet")).isVisible();
            sound(page);
        }
    }

    @Test
    void an_inverted_line_says_to_turn_it_round() throws Exception {
        Random random = new Random(7);
        PlayedMeter.Voice upsideDown = now -> {
            byte[] bytes = new byte[200];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (0x80 + random.nextInt(0x70));
            }
            return bytes;
        };
        try (PlayedMeter meter = PlayedMeter.saying(upsideDown, folder.resolve("p1"))) {
            Page page = browser.open("/add", Device.PHONE);
            choose(page, "Sweden");
            choose(page, "Ellevio");
            type(page, meter);

            page.getByText("Something comes, but it makes no sense").waitFor();
            assertThat(page.locator(".notice.warn")).containsText("The signal is upside down");
            assertThat(page.getByText("characters without sense")).isVisible();
            sound(page);
        }
    }

    @Test
    void a_device_at_a_broker_is_found_and_added() throws Exception {
        assumeThat(Mosquitto.isInstalled()).isTrue();
        try (Mosquitto broker = Mosquitto.withUser(folder, "reader", "open sesame");
                PublishedMeter meter =
                        new PublishedMeter(broker.address(), "reader", "open sesame", "tele/cellar/SENSOR")) {
            Page page = browser.open("/add", Device.DESKTOP);
            choose(page, "United Kingdom");
            choose(page, "SMETS2");
            assertThat(page.getByText("publishes over MQTT is a way")).isVisible();
            page.getByLabel("Address of the broker").fill("127.0.0.1");
            page.locator("#broker-port").fill("" + broker.port());
            page.locator("#broker-user").fill("reader");
            page.locator("#broker-password").fill("open sesame");
            page.getByText("Look for devices").click();
            page.getByText("tasmota · " + meter.topic()).waitFor();
            sound(page);
            choose(page, "cellar");

            assertThat(page.locator(".preview")).containsText("kWh");
            assertThat(page.url()).doesNotContain("sesame");
            page.getByText("Yes, save").click();
            assertThat(page.getByText("Your meter is added")).isVisible();
            JsonNode saved = saved();
            assertThat(saved.get("type").asText()).isEqualTo("mqtt");
            assertThat(saved.get("protocol").asText()).isEqualTo("tasmota");
            assertThat(saved.at("/topics/0").asText()).isEqualTo(meter.topic());
            assertThat(saved.at("/broker/password").asText()).isEqualTo("open sesame");
            assertThat(saved.at("/meters/cellar/name").asText()).isEqualTo("Home");
        }
    }

    @Test
    void a_broker_that_is_not_there_is_said_so() throws Exception {
        Page page = browser.open("/add?step=wire&country=CH&socket=unknown", Device.DESKTOP);
        page.getByText("By a device that publishes over MQTT").click();
        page.getByLabel("Address of the broker").fill("127.0.0.1");
        page.locator("#broker-port").fill("9");
        page.getByText("Look for devices").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("127.0.0.1:9");
        browser.forgive("409");
    }

    @Test
    void who_knows_nothing_gets_there_by_drawings() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.DSMR5, folder.resolve("p1"))) {
            Page page = browser.open("/add", Device.PHONE);
            choose(page, "I do not know");
            assertThat(page.getByText("Which socket does your meter have?")).isVisible();
            sound(page);
            choose(page, "P1 socket");
            sound(page);
            type(page, meter);

            assertThat(page.locator(".preview")).containsText("kWh");
        }
    }

    @Test
    void back_goes_a_step_back_and_reloading_stays() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.DSMR5, folder.resolve("p1"))) {
            Page page = browser.open("/add", Device.DESKTOP);
            choose(page, "Netherlands");
            choose(page, "DSMR 5");
            page.reload();
            assertThat(page.getByText("You need a P1 cable")).isVisible();
            type(page, meter);
            assertThat(page.locator(".preview")).isVisible();
            page.reload();
            assertThat(page.locator(".preview")).isVisible();
            page.getByText("Back", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("Back", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("Back", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.getByText("Which meter do you have?")).isVisible();
            page.goBack();
            assertThat(page.getByText("How does the meter reach")).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Escape", "Cancel"})
    void leaving_ends_the_listening_at_once(String how) throws Exception {
        try (PlayedMeter meter = PlayedMeter.saying(now -> new byte[0], folder.resolve("p1"))) {
            Page page = browser.open("/add?step=wire&country=NL&op=0", Device.DESKTOP);
            type(page, meter);
            page.getByText("Heard so far").waitFor();
            String order = "{\"type\":\"serial\",\"port\":\"" + meter.port() + "\"}";
            assertThat(bench.send("POST", "/api/app/listening", order).has("id"))
                    .isFalse();

            if (how.equals("Escape")) {
                page.keyboard().press("Escape");
                assertThat(page.getByText("How does the meter reach")).isVisible();
            } else {
                page.getByText("Cancel").click();
                assertThat(page).hasURL(Pattern.compile("#/now"));
            }

            await().until(() -> bench.send("POST", "/api/app/listening", order).has("id"));
        }
    }

    @Test
    void there_is_time_to_fetch_the_key() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.NETZ_NOE, folder.resolve("mbus"))) {
            Page page = browser.open("/add?step=wire&country=AT&op=0", Device.PHONE);
            type(page, meter);
            page.locator("#meter-key").waitFor();

            look(false, page);
            away.set(Listening.LONGEST_FOR_A_KEY.minusMinutes(1));
            await().during(Duration.ofSeconds(1))
                    .until(() -> page.locator("#meter-key").isVisible());
            look(true, page);
            enter(page, KEY);

            assertThat(page.locator(".preview")).containsText("kWh");
        }
    }

    private static void look(boolean isShown, Page page) {
        page.evaluate("""
                hidden => {
                    Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
                    document.dispatchEvent(new Event('visibilitychange'));
                }
                """, !isShown);
    }

    @Test
    void who_leaves_while_it_begins_is_not_called_back_and_the_port_is_free() throws Exception {
        try (PlayedMeter meter = PlayedMeter.saying(now -> new byte[0], folder.resolve("p1"))) {
            Page page = browser.open("/add?step=wire&country=NL&op=0", Device.DESKTOP);
            List<Route> held = new ArrayList<>();
            page.route("**/api/app/listening", held::add);
            type(page, meter);
            page.waitForCondition(() -> !held.isEmpty());
            page.getByText("Cancel").click();
            assertThat(page).hasURL(Pattern.compile("#/now"));

            page.waitForResponse(
                    response -> response.request().method().equals("DELETE"),
                    () -> held.getFirst().resume());

            assertThat(page).hasURL(Pattern.compile("#/now"));
            String order = "{\"type\":\"serial\",\"port\":\"" + meter.port() + "\"}";
            assertThat(bench.send("POST", "/api/app/listening", order).has("id"))
                    .isTrue();
        }
    }

    @Test
    void values_that_differ_are_not_saved_but_explained() throws Exception {
        try (PlayedMeter meter = PlayedMeter.of(Family.DSMR5, folder.resolve("p1"))) {
            Page page = browser.open("/add?step=wire&country=NL&op=0", Device.PHONE);
            type(page, meter);
            page.getByText("No, they differ").click();

            assertThat(page.getByText("What to do if values differ")).isVisible();
            sound(page);
            assertThat(bench.saved()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"de-CH, Wo wohnen Sie?", "fr-CH, Où habitez-vous", "it-CH, Dove abiti?", "nl-NL, Waar woont u?"})
    void all_languages_fit_a_phone_in_the_dark(String locale, String question) throws Exception {
        Page page = browser.open("/add", Device.PHONE, locale, ColorScheme.DARK);
        assertThat(page.getByText(question)).isVisible();
        sound(page);
        browser.show("/add?step=wire&country=DK&op=0", page);
        page.locator(".facts").waitFor();
        sound(page);
        browser.show("/add?step=grid&country=AT", page);
        page.locator("input[type=search]").fill("wien");
        assertThat(page.locator(".choice")).hasCount(2);
        sound(page);
    }

    private JsonNode saved() throws IOException {
        return new ObjectMapper().readTree(bench.saved().getLast());
    }

    private void sound(Page page) throws IOException {
        assertThat(browser.accessibility(page)).isEmpty();
        assertThat(browser.isTooWide(page)).isFalse();
    }

    private static void choose(Page page, String words) {
        page.locator(".choice", new Page.LocatorOptions().setHasText(words))
                .first()
                .click();
    }

    private static void type(Page page, PlayedMeter meter) {
        page.locator("#port-name").fill(meter.port());
        page.getByText("Start listening").click();
    }

    private static void enter(Page page, String key) {
        page.locator("#meter-key").fill(key);
        page.getByText("Try the key").click();
    }
}
