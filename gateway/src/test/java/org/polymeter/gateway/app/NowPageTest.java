package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;

/** The page of now, as readers see it. */
class NowPageTest {

    private static final String HOUSE = "power_w 543, tariff 1, voltage_l1_v 230.1, current_l1_a 1.2, power_l1_w 276,"
            + " voltage_l2_v 229.8, current_l2_a 0.4, power_l2_w 267, energy_import_kwh 13779.338,"
            + " energy_export_kwh 1403.120";

    private Street street;
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        street = Street.open();
        browser = Browser.of(street.port());
    }

    @AfterEach
    void close() {
        browser.close();
        street.close();
    }

    @Test
    void a_gateway_without_meters_shows_the_way_to_the_first() {
        Page page = browser.open("/now", Device.DESKTOP);

        assertThat(page.getByText("No meter has spoken yet")).isVisible();
        assertThat(page.getByRole(AriaRole.MAIN).getByText("Add a meter")).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void what_a_meter_says_is_on_the_page_without_reloading(Device device) {
        street.moveIn("house", "House");
        street.say("house", HOUSE);
        Page page = browser.open("/now", device);
        Locator power = page.locator(".hero .power");

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("House")))
                .isVisible();
        assertThat(power).hasText(Pattern.compile("from the grid\\s*543\\s*W"));
        assertThat(page.getByText("tariff 1")).isVisible();
        assertThat(page.locator(".phases"))
                .hasText(Pattern.compile("L1\\s*230.1 V\\s*1.2 A\\s*276 W\\s*L2\\s*229.8 V\\s*0.4 A\\s*267 W"));

        street.say("house", "power_w -1240");

        assertThat(power).hasText(Pattern.compile("to the grid\\s*1.24\\s*kW"));
        assertThat(power).hasClass(Pattern.compile("export"));
    }

    @Test
    void a_gas_meter_is_beside_the_meter_it_is_read_through() {
        street.moveIn("house", "House");
        street.say("house", HOUSE);
        street.moveIn("gas", "Gas", "gas", "house");
        street.say("gas", "volume_m3 903.5");
        Page page = browser.open("/now", Device.PHONE);

        assertThat(page.locator(".beside-card")).hasText(Pattern.compile("Gas\\s*Meter reading\\s*903.500\\s*m³.*"));
    }

    @ParameterizedTest
    @EnumSource(Device.class)
    void a_heat_meter_among_many_shows_its_heat_and_not_its_water(Device device) throws IOException {
        fill(13);
        street.moveIn("heat", "Heat", "heat", "flat1");
        street.say("heat", "heat_energy_kwh 4321.5, volume_m3 377.69");
        Page page = browser.open("/now", device);

        Locator row = page.locator(".many tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText("Heat", new Page.GetByTextOptions().setExact(true))));
        assertThat(row.getByText("4,321.5 kWh").locator("visible=true")).hasCount(1);
        assertThat(row.getByText("377")).hasCount(0);
    }

    @Test
    void without_a_forecast_the_quarter_hour_is_told_as_it_has_been_so_far() {
        street.moveIn("house", "House");
        street.say("house", HOUSE + ", demand_import_w 1500");
        Page page = browser.open("/now", Device.PHONE);
        Locator quarter = page.getByText("Mean of this quarter hour so far").locator("xpath=ancestor::section");
        assertThat(page.locator(".hero .power")).containsText("543");
        assertThat(quarter).hasCount(0); // nothing to compare it with

        street.say("house", HOUSE + ", demand_import_w 1500, demand_import_max_w 2589");
        assertThat(quarter).hasText(Pattern.compile("so far\\s*1.50\\s*kW\\s*.*2.59"));
        assertThat(quarter.locator(".error")).hasCount(0);

        street.say("house", HOUSE + ", demand_import_w 2700, demand_import_max_w 2589");
        assertThat(quarter.locator(".error")).containsText("2.59");
        assertThat(page.getByText("This quarter hour ends at")).hasCount(0);
    }

    @Test
    void today_begins_anew_at_midnight(@TempDir Path folder) throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-12T22:40:00Z")); // 23:40 in Zurich
        Database database = new Database.Sqlite(folder.resolve("history.db"));
        try (History history = new History(database, HistorySettings.usual(ZoneId.of("Europe/Zurich")));
                Street late = Street.open(now::get, Optional.of(history));
                Browser visitor = Browser.of(late.port())) {
            history.merge(List.of(
                    register("2026-11-12T20:00:00Z", "100.000"),
                    register("2026-11-12T22:30:00Z", "103.000"),
                    register("2026-11-12T22:40:00Z", "103.000")));
            late.moveIn("house", "House");
            late.say("house", "power_w 543, energy_import_kwh 103.000");
            Page page = visitor.open("/now", Device.DESKTOP);
            assertThat(page.locator(".sums")).containsText("3.00");
            late.say("house", "power_w 544, energy_import_kwh 103.000"); // so that the page knows the time
            assertThat(page.locator(".hero .power")).containsText("544");

            now.set(Instant.parse("2026-11-12T23:02:00Z"));
            history.merge(
                    List.of(register("2026-11-12T23:00:00Z", "103.400"), register("2026-11-12T23:01:00Z", "103.410")));
            late.say("house", "power_w 543, energy_import_kwh 103.420");

            assertThat(page.locator(".sums")).containsText("0.02");
        }
    }

    private static Reading register(String time, String kwh) {
        return Readings.reading("house", Instant.parse(time), "energy_import_kwh " + kwh);
    }

    @Test
    void old_values_look_old_and_an_absent_meter_says_what_to_do() {
        street.moveIn("house", "House");
        street.say("house", Instant.ofEpochMilli(InstantSource.system().millis() - 60_000), HOUSE);
        street.moveIn("shed", "Shed");
        street.say("shed", "power_w 10");
        Page page = browser.open("/now?meter=house", Device.DESKTOP);
        street.say("shed", "power_w 11"); // so that the page knows the time

        assertThat(page.getByText("No news since")).isVisible();
        String quiet = String.valueOf(page.evaluate("getComputedStyle(document.querySelector('.trail-foot')).color"));
        for (String value : List.of(".hero .power", ".phases td.figure", ".sums dd")) {
            assertThat(page.locator(value).first()).hasCSS("color", quiet);
        }

        street.fallSilent("house");

        assertThat(page.getByRole(AriaRole.ALERT)).hasText(Pattern.compile("silent since.*cable.*"));
    }

    @ParameterizedTest
    @CsvSource({"6, PHONE", "6, DESKTOP"})
    void a_few_meters_are_cards(int count, Device device) throws IOException {
        fill(count);
        Page page = browser.open("/now", device);

        assertThat(page.locator(".meter-card")).hasCount(count);
        assertThat(browser.isTooWide(page)).isFalse();
        assertThat(browser.accessibility(page)).isEmpty();

        page.locator(".meter-card").first().click();

        assertThat(page.locator(".hero")).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void sixty_meters_are_a_table_that_can_be_searched_and_sorted(Device device) throws IOException {
        fill(60);
        Page page = browser.open("/now", device);

        assertThat(page.locator(".many tbody tr")).hasCount(60);
        assertThat(page.getByText("60 meters")).isVisible();
        assertThat(browser.isTooWide(page)).isFalse();
        assertThat(browser.accessibility(page)).isEmpty();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Power"))
                .click();
        assertThat(page.locator(".many tbody tr").first()).containsText("Flat 60");

        page.locator("h1").click();
        page.keyboard().press("/");
        page.keyboard().type("flat 7");
        assertThat(page.locator(".many tbody tr")).hasCount(1);
    }

    @ParameterizedTest
    @CsvSource({"PHONE, LIGHT", "PHONE, DARK", "DESKTOP, LIGHT", "DESKTOP, DARK"})
    void one_meter_is_accessible_to_everybody(Device device, ColorScheme scheme) throws IOException {
        street.moveIn(
                "house", "House of the family with a very long name, third floor on the left, Zürich-Schwamendingen");
        street.say("house", HOUSE);
        Page page = browser.open("/now", device, "en-GB", scheme);
        assertThat(page.locator(".hero")).isVisible();

        assertThat(browser.accessibility(page)).isEmpty();
        assertThat(browser.isTooWide(page)).isFalse();
    }

    @Test
    void the_theme_and_the_language_of_a_reader_stay() {
        street.moveIn("house", "House");
        street.say("house", "power_w 1543");
        Page page = browser.open("/now", Device.DESKTOP);
        assertThat(page.locator(".hero .power")).hasText(Pattern.compile("from the grid\\s*1.54\\s*kW"));

        page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.COMBOBOX).selectOption("fr");
        assertThat(page.locator(".hero .power")).hasText(Pattern.compile("du réseau\\s*1,54\\s*kW"));
        page.getByText("Clair ou sombre").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Clair"))
                .click();
        page.reload();

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        assertThat(page.locator(".hero .power")).hasText(Pattern.compile("du réseau\\s*1,54\\s*kW"));
    }

    @Test
    void a_page_that_does_not_come_is_asked_for_again() {
        Page page = browser.open("/now", Device.DESKTOP);
        page.route("**/app/pages/meters.js", Route::abort);
        page.getByRole(AriaRole.NAVIGATION).getByText("Meters").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("This page did not come");

        page.unroute("**/app/pages/meters.js");
        page.getByText("Try again").click();

        assertThat(page.locator("h1")).hasText("Meters");
        browser.forgive("ERR_FAILED");
    }

    @Test
    void a_language_whose_words_do_not_come_is_not_spoken() {
        Page page = browser.open("/now", Device.DESKTOP);
        Locator languages = page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.COMBOBOX);
        page.route("**/app/lang/fr/*", Route::abort);

        languages.selectOption("fr");

        assertThat(languages).hasValue("en");
        assertThat(page.locator("h1")).hasText("Now");
        browser.forgive("ERR_FAILED");
    }

    @Test
    void a_clock_that_is_set_makes_no_value_old() {
        street.moveIn("house", "House");
        street.say("house", HOUSE);
        Page page = browser.open("/now", Device.DESKTOP);
        street.say("house", "power_w 544"); // so that the page knows the time
        assertThat(page.locator(".hero .power")).containsText("544");

        page.clock().setFixedTime(InstantSource.system().millis() + 3_600_000L);
        street.say("house", "power_w 545");

        assertThat(page.locator(".hero .power")).containsText("545");
        assertThat(page.locator(".stale-value")).hasCount(0);
        assertThat(page.locator(".page-head .age")).containsText("0 s");
    }

    @Test
    void the_keyboard_goes_everywhere() {
        street.moveIn("house", "House");
        street.say("house", HOUSE);
        Page page = browser.open("/now", Device.PHONE);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("More"))
                .focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();

        page.keyboard().press("Escape");

        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("More")))
                .isFocused();
    }

    private void fill(int count) {
        for (int n = 1; n <= count; n++) {
            street.moveIn("flat-" + n, "Flat " + n);
            street.say("flat-" + n, "power_w " + 100 * n + ", energy_import_kwh " + 1000 * n);
        }
    }
}
