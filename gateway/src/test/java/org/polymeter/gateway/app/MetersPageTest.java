package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.mqtt.MosquittoSub;

/** The list of meters and the page of each, as readers see them; behind it is a gateway that reads. */
class MetersPageTest {

    private static final String NETHERLANDS = "e0000000000000005";

    /** Two meters on wires, one behind them, and the two adapters that the simulator plays. */
    private static final int WIRES_AND_PLUGS = 5;

    private static final String SOURCES = """
              - id: netherlands
                type: tcp
                host: 127.0.0.1
                port: ${DSMR5_PORT}
                zone: Europe/Amsterdam
                meter: {name: House, role: grid}
                submeters: {1: {name: Gas in the cellar}}
              - id: ekz
                type: tcp
                host: 127.0.0.1
                port: ${E450_PORT}
                meter: {name: "Stromzähler der Liegenschaft Schwamendingenstrasse 117, dritter Stock links", role: grid}
              - {id: adapters, type: mqtt, protocol: tasmota, broker: {host: 127.0.0.1, port: "${MQTT_PORT}"}}
            """;

    @TempDir
    private static Path folder;

    private static Village village;
    private Browser browser;

    @BeforeAll
    static void settle() throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        village = Village.open(folder, SOURCES);
    }

    @AfterAll
    static void leave() {
        village.close();
    }

    @BeforeEach
    void open() throws IOException {
        browser = Browser.of(village.port()).as(village.token());
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private static Locator lines(Page page) {
        return page.locator(".meters-line");
    }

    private static Locator row(String name, Page page) {
        return page.locator("tr[data-name=" + name + "]");
    }

    @Test
    void a_few_meters_are_a_list_with_those_below_that_are_read_through_others() throws IOException {
        for (Device device : Device.values()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Page page = browser.open("/meters", device, "en-GB", scheme);

                assertThat(lines(page)).hasCount(WIRES_AND_PLUGS);
                assertThat(page.locator(".meters-list .below")).containsText("Gas in the cellar");
                assertThat(page.locator(".meters-line", new Page.LocatorOptions().setHasText("House")))
                        .containsText("Electricity · grid connection");
                assertThat(browser.isTooWide(page)).isFalse();
                assertThat(browser.accessibility(page)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sixty_meters_are_a_table_that_is_searched_and_sorted_by_keyboard(Device device, @TempDir Path alone)
            throws Exception {
        try (Village other = Village.open(alone, SOURCES);
                Browser theirs = Browser.of(other.port()).as(other.token())) {
            Page page = theirs.open("/meters", device);
            assertThat(lines(page)).hasCount(WIRES_AND_PLUGS);
            other.adapters(60 - WIRES_AND_PLUGS);
            Locator rows = page.locator(".meters-table tbody tr");
            assertThat(rows).hasCount(60);
            assertThat(page.getByText("60 meters")).isVisible();
            assertThat(theirs.isTooWide(page)).isFalse();
            assertThat(theirs.accessibility(page)).isEmpty();

            page.locator("th button").first().focus();
            page.keyboard().press("Enter");
            assertThat(rows.first()).containsText("Stromzähler");

            page.locator("h1").click();
            page.keyboard().press("/");
            page.keyboard().type("meter-42");
            assertThat(rows).hasCount(1);
            assertThat(page).hasURL(Pattern.compile("search=meter-42"));
            page.keyboard().press("Enter");

            assertThat(page.locator("h1")).hasText("meter-42");
            assertThat(row("power_import_w", page)).containsText("42,500 W");
            page.goBack();
            assertThat(rows).hasCount(1);
        }
    }

    @Test
    void a_page_that_was_searched_in_vain_says_so() {
        Page page = browser.open("/meters?search=nobody", Device.DESKTOP);

        assertThat(page.getByText("No meter matches “nobody”")).isVisible();
    }

    @Test
    void values_are_those_of_the_bus(@TempDir Path alone) throws Exception {
        try (Village other = Village.open(alone, SOURCES);
                Browser theirs = Browser.of(other.port()).as(other.token())) {
            Set<String> published = ConcurrentHashMap.newKeySet();
            try (MosquittoSub sub = MosquittoSub.start(other.brokerPort(), "%t|%p")) {
                Thread.ofVirtual().start(() -> sub.all(published::add));
                Page page = theirs.open("/meters?meter=" + NETHERLANDS, Device.DESKTOP);
                assertThat(page.locator("h1")).hasText("House");

                for (String name : List.of("voltage_l1_v", "energy_import_t1_kwh", "power_import_w")) {
                    String shown = value(page.locator("tr[data-name=" + name + "] b"));
                    Pattern reading = Pattern.compile("polymeter/1/meter/" + NETHERLANDS + "/reading\\|.*\"" + name
                            + "\":" + Pattern.quote(shown) + "[,}].*");
                    await().atMost(Duration.ofSeconds(20))
                            .until(() -> published.stream().anyMatch(reading.asMatchPredicate()));
                }
            }
        }
    }

    /** {@code 13,779.338 kWh} → {@code 13779.338}. */
    private static String value(Locator shown) {
        return shown.textContent().replaceAll("[^0-9.]", "");
    }

    @Test
    void each_quantity_tells_its_code_and_what_the_meter_said() throws IOException {
        Page page = browser.open("/meters?meter=" + NETHERLANDS, Device.DESKTOP);
        Locator energy = row("energy_import_t1_kwh", page);
        assertThat(energy.locator(".every")).hasText("1 s");
        assertThat(energy.locator(".resolution")).hasText("0.001 kWh");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Electricity from the grid, tariff 1"))
                .click();

        Locator detail = page.locator(".detail");
        assertThat(detail).containsText("energy_import_t1_kwh");
        assertThat(detail).containsText("1-0:1.8.1");
        assertThat(detail.locator(".said")).hasText(Pattern.compile("As the meter says it\\d+\\.\\d{3} kWh.*"));

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Codes and raw values"))
                .click();
        assertThat(page.locator(".detail", new Page.LocatorOptions().setHasText("power_w")))
                .containsText("Computed fromPower from the grid, Power to the grid");
        assertThat(page).hasURL(Pattern.compile("codes=1"));
        assertThat(browser.accessibility(page)).isEmpty();
    }

    @Test
    void a_page_tells_who_the_meter_is_and_what_is_read_through_it() {
        Page page = browser.open("/meters?meter=" + NETHERLANDS, Device.DESKTOP);
        Locator facts = page.locator(".facts").first();

        assertThat(facts).containsText("Serial numberE0000000000000005");
        assertThat(facts).containsText("Protocoldsmr 5.0");
        assertThat(facts).containsText("Encryptionnone");
        assertThat(facts).containsText("Clockthe meter’s own");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Gas in the cellar"))
                .click();

        assertThat(page.locator("h1")).hasText("Gas in the cellar");
        assertThat(page.locator(".facts").first()).containsText("Read throughHouse");
        assertThat(row("volume_m3", page)).containsText("m³");
    }

    @Test
    void long_words_and_narrow_blanks_have_room() throws IOException {
        for (Device device : Device.values()) {
            checkRoom(device, "de-CH", device == Device.PHONE ? ColorScheme.LIGHT : ColorScheme.DARK);
            checkRoom(device, "fr-CH", device == Device.PHONE ? ColorScheme.DARK : ColorScheme.LIGHT);
        }
    }

    private void checkRoom(Device device, String locale, ColorScheme scheme) throws IOException {
        Page page = browser.open("/meters?meter=lgz1030000000001&codes=1", device, locale, scheme);

        assertThat(page.locator(".detail").first()).isVisible();
        assertThat(page.locator(".quantities"))
                .containsText(locale.startsWith("de") ? "Strom aus dem Netz" : "Électricité du réseau");
        assertThat(browser.isTooWide(page)).isFalse();
        assertThat(browser.accessibility(page)).isEmpty();
    }

    @Test
    void an_adapter_that_says_goodbye_takes_its_meter_offline(@TempDir Path alone) throws Exception {
        try (Village other = Village.open(alone, SOURCES);
                Browser theirs = Browser.of(other.port()).as(other.token())) {
            Page page = theirs.open("/meters", Device.DESKTOP);
            assertThat(lines(page)).hasCount(WIRES_AND_PLUGS); // so the gateway listens to the broker
            other.adapters(1);
            theirs.show("/meters?meter=meter-1", page);
            assertThat(page.locator("h1")).hasText("meter-1");
            assertThat(row("power_import_w", page)).isVisible();

            MosquittoSub.publishOnce(other.brokerPort(), "tele/house-1/LWT", "Offline");

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("silent since");
        }
    }

    @Test
    void what_others_of_its_kind_deliver_is_named() {
        Page page = browser.open("/meters?meter=lgz1030000000001", Device.DESKTOP);

        assertThat(page.getByText("What others deliver")).isVisible();
        assertThat(page.locator(".plain.small")).containsText("Electricity from the grid, tariff 1");
    }
}
