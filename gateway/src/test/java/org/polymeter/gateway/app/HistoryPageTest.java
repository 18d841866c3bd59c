package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.app.Browser.Device;

/** The page of history, as readers see it; energies are those that {@link Almanac} says. */
class HistoryPageTest {

    private static final String OCTOBER = "/history?period=month&at=2026-10";

    @TempDir
    private static Path folder;

    private static Almanac almanac;

    private Browser browser;

    @BeforeAll
    static void write() throws IOException {
        setDefaultAssertionTimeout(20_000);
        almanac = Almanac.open(folder);
    }

    @AfterAll
    static void forget() {
        almanac.close();
    }

    @BeforeEach
    void open() throws IOException {
        browser = Browser.of(almanac.port());
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({
        // 25 hours with 400 Wh each; 12 to 1 o'clock 4 × 200 Wh
        "period=day&at=2026-10-25, '10.00 kWh', '0.800 kWh'",
        "period=day&at=2026-03-29, '9.200 kWh', '0.800 kWh'", // 23 hours
        "period=week&at=2026-10-21, '67.60 kWh', '5.600 kWh'", // 168 + 1 hours
        "period=month&at=2026-10, '298.0 kWh', '24.80 kWh'", // 31 × 9.6 + 0.4
        "period=year&at=2026, '3,139 kWh', '252.0 kWh'", // 304 × 9.6, then 276 × 0.8
        "period=all, '3,139 kWh', '252.0 kWh'",
        "from=2026-10-03&to=2026-10-05, '28.80 kWh', '2.400 kWh'",
        "from=2026-10-05T08:00:00Z&to=2026-10-05T10:30:00Z, '1.000 kWh', '0.400 kWh'"
    })
    void each_period_has_its_sums(String query, String taken, String given) {
        Page page = show("/history?" + query, Device.DESKTOP);

        assertThat(figure(page, "From the grid")).hasText(taken);
        assertThat(figure(page, "To the grid")).hasText(given);
    }

    @Test
    void tariffs_are_shades_and_what_is_given_hangs_below_zero() {
        Page page = show(OCTOBER, Device.DESKTOP);

        assertThat(page.locator(".history-figure").first()).containsText("Tariff 1 161.2 kWh"); // 31 × 13 × 0.4
        assertThat(page.locator(".history-figure").first()).containsText("Tariff 2 136.8 kWh");
        // from above: tariff 2, tariff 1, given
        List<?> colours = (List<?>) page.evaluate("""
                () => {
                  const canvas = document.querySelector('.history-canvas canvas');
                  const x = Math.round(52 + (canvas.width - 70) * 11.5 / 31);
                  const column = canvas.getContext('2d').getImageData(x, 10, 1, canvas.height - 50).data;
                  const runs = [];
                  for (let i = 0; i < column.length; i += 4) {
                    const colour = column.slice(i, i + 4).join();
                    if (runs.at(-1)?.[0] === colour) { runs.at(-1)[1]++; } else { runs.push([colour, 1]); }
                  }
                  const solid = ([colour, length]) => length > 8 && !colour.endsWith(',0');
                  return [...new Set(runs.filter(solid).map(([colour]) => colour))];
                }
                """);
        assertThat(colours).hasSize(3);
        assertThat(colours.get(1)).isEqualTo("227,147,18,255"); // --import-fill
        assertThat(colours.get(2)).isEqualTo("22,147,168,255"); // --export-fill
    }

    @ParameterizedTest
    @EnumSource
    void what_is_pointed_at_is_told_above_the_chart(Device device) {
        Page page = show(OCTOBER, device);

        point(page, 24.5 / 31);

        assertThat(page.locator(".history-readout"))
                .hasText(Pattern.compile("Sun,? 25 Oct 2026\\s*From the grid 10.00 kWh\\s*Tariff 1 5.200 kWh\\s*"
                        + "Tariff 2 4.800 kWh\\s*To the grid 0.800 kWh"));
        BoundingBox readout = page.locator(".history-readout").boundingBox();
        assertThat(readout.y + readout.height).isLessThanOrEqualTo(chart(page).y);
    }

    @Test
    void a_day_has_power_with_its_least_and_most() {
        Page page = show("/history?at=2026-11-11", Device.DESKTOP);

        point(page, (8 * 4 + 0.5) / 96);

        assertThat(page.locator(".history-readout"))
                .hasText(Pattern.compile("Wed,? 11 Nov, 08:00 – 08:15\\s*From the grid 0.200 kWh\\s*Power 1.15 kW\\s*"
                        + "from … to 800 W … 1.50 kW")); // of 1500 W and 800 W
    }

    @Test
    void the_hour_that_comes_twice_says_which_it_is() {
        Page page = show("/history?at=2026-10-25", Device.DESKTOP);

        point(page, 2.1 / 25);
        assertThat(page.locator(".history-readout")).containsText("02:00 – 02:15 CEST");
        point(page, 3.1 / 25);
        assertThat(page.locator(".history-readout")).containsText("02:00 – 02:15 CET");
        point(page, 4.1 / 25);
        assertThat(page.locator(".history-readout")).containsText("03:00 – 03:15");
    }

    @Test
    void a_period_of_which_much_is_missing_is_no_measure_for_the_next() {
        Page first = show("/history?period=week&at=2026-01-05", Device.DESKTOP); // the one before begins in mid-week
        assertThat(figure(first, "From the grid")).hasText("67.20 kWh");
        first.waitForTimeout(500);
        assertThat(first.locator(".history-figure").first()).not().containsText("%");
        first.close();

        Page second = show("/history?period=week&at=2026-01-12", Device.DESKTOP);
        assertThat(second.locator(".history-figure").first()).containsText("= as before");
    }

    @Test
    void a_period_that_runs_is_compared_with_the_same_part_of_the_one_before() {
        Page page = show("/history?period=month", Device.DESKTOP);

        assertThat(figure(page, "From the grid")).hasText("220.8 kWh"); // 276 hours of 800 W
        assertThat(page.locator(".history-figure").first()).containsText("▲ 100%"); // 276 hours of 400 W
        assertThat(page.locator(".history-against")).hasText("compared with the same part of October 2026");

        page.getByRole(AriaRole.BUTTON, named("Compare")).click();
        point(page, 1.5 / 30);

        assertThat(page.locator(".history-readout")).containsText("before 9.600 kWh / −0.800 kWh");
        assertThat(page).hasURL(Pattern.compile("compare=1"));
    }

    @Test
    void own_use_is_told_if_something_is_produced() {
        Page page = show(OCTOBER, Device.DESKTOP);

        assertThat(figure(page, "Own solar used")).hasText("33%"); // 1.2 made, 0.8 given
        assertThat(page.locator(".history-figures")).containsText("4% of what you use is your own"); // 0.4 of 10
        assertThat(figure(page, "Cost")).hasText("CHF 78.84");
    }

    @Test
    void costs_are_those_of_the_bill_day_by_day() {
        Page page = show(OCTOBER + "&show=costs", Device.DESKTOP);

        // 161.2 × 0.30, 136.8 × 0.20, 3.10, the floor of 2.5 kW, −24.8 × 0.10
        assertThat(figure(page, "Cost")).hasText("CHF 78.84");
        assertThat(page.locator(".history-bill li"))
                .containsText(new String[] {"CHF 48.36", "CHF 27.36", "CHF 3.10", "CHF 2.50", "−CHF 2.48"});
        assertThat(figure(page, "Highest power")).hasText("0.40 kW");

        point(page, 11.5 / 31); // 5.2 × 0.30 + 4.4 × 0.20 + 0.10 + 0.08 − 0.08
        assertThat(page.locator(".history-readout")).containsText("Cost CHF 2.54");

        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.BUTTON, named("CSV")).click());
        List<String> lines = lines(download);
        assertThat(lines).hasSize(32);
        assertThat(lines.getFirst())
                .isEqualTo("local_from,local_to,energy_chf,subscription_chf,peak_chf,feed-in_chf,gross_chf");
        assertThat(lines.get(12)).isEqualTo("2026-10-12,2026-10-13,2.44,0.1,0.08,-0.08,2.54");
    }

    @Test
    void costs_of_the_running_month_are_compared_by_whole_days() {
        Page page = show("/history?period=month&show=costs", Device.DESKTOP);

        assertThat(page.locator(".history-against"))
                .hasText("whole days until 11 Nov, compared with as many of October 2026");
        assertThat(page.locator(".history-canvas")).isVisible();
    }

    @Test
    void a_click_goes_in_and_keys_step_and_go_out() {
        Page page = show("/history?period=year&at=2026", Device.DESKTOP);

        click(page, 9.5 / 12);
        assertThat(heading(page)).hasText("October 2026");
        settled(page);
        click(page, 24.5 / 31);
        assertThat(heading(page)).hasText("Sun, 25 Oct 2026");
        page.keyboard().press("ArrowRight");
        assertThat(heading(page)).hasText("Mon, 26 Oct 2026");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        assertThat(heading(page)).hasText("Sat, 24 Oct 2026");
        page.keyboard().press("Backspace");
        assertThat(heading(page)).hasText("October 2026");
        page.keyboard().press("Backspace");
        assertThat(heading(page)).hasText("2026");

        page.goBack();
        assertThat(heading(page)).hasText("October 2026");
        page.reload();
        assertThat(heading(page)).hasText("October 2026");
        assertThat(figure(page, "From the grid")).hasText("298.0 kWh");
    }

    @Test
    void nobody_steps_into_the_future_and_today_leads_back() {
        Page page = show(OCTOBER, Device.PHONE);

        page.getByRole(AriaRole.BUTTON, named("Next period")).click();

        assertThat(heading(page)).hasText("November 2026");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Next period"))).isDisabled();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Today"))).isDisabled();
        page.getByRole(AriaRole.BUTTON, named("Previous period")).click();
        page.getByRole(AriaRole.BUTTON, named("Today")).click();
        assertThat(heading(page)).hasText("November 2026");
    }

    @Test
    void the_chart_can_be_read_by_keys_alone() {
        Page page = show(OCTOBER, Device.DESKTOP);
        page.getByRole(AriaRole.APPLICATION).focus();

        page.keyboard().press("Home");
        page.keyboard().press("ArrowRight");

        assertThat(page.locator(".history-readout")).containsText("2 Oct 2026");
        assertThat(page.locator(".history-chart [aria-live]")).containsText("From the grid 9.600 kWh");
        page.keyboard().press("Enter");
        assertThat(heading(page)).hasText("Fri, 2 Oct 2026");
    }

    @Test
    void a_mouse_drags_a_zoom_and_a_double_click_leads_back() {
        Page page = show(OCTOBER, Device.DESKTOP);

        drag(page, 4.2 / 31, 6.8 / 31);
        assertThat(heading(page)).hasText(Pattern.compile("5\\s*–\\s*7 Oct 2026"));
        assertThat(figure(page, "From the grid")).hasText("28.80 kWh");
        settled(page);
        page.keyboard().press("ArrowRight");
        assertThat(heading(page)).hasText(Pattern.compile("8\\s*–\\s*10 Oct 2026"));
        page.reload();
        assertThat(heading(page)).hasText(Pattern.compile("8\\s*–\\s*10 Oct 2026"));
        settled(page);

        BoundingBox box = chart(page);
        page.mouse().dblclick(box.x + box.width / 2, box.y + 60);
        assertThat(heading(page)).hasText("October 2026");

        settled(page);
        drag(page, 4.2 / 31, 6.8 / 31);
        assertThat(heading(page)).hasText(Pattern.compile("5\\s*–\\s*7 Oct 2026"));
        page.keyboard().press("Escape");
        assertThat(heading(page)).hasText("October 2026");
    }

    @Test
    void fingers_pinch_and_swipe() {
        Page page = show(OCTOBER, Device.PHONE);
        BoundingBox box = chart(page);
        double y = box.y + 50;

        CDPSession finger = page.context().newCDPSession(page);

        touch(finger, "touchStart", box.x + box.width * 0.4, y, box.x + box.width * 0.6, y);
        touch(finger, "touchMove", box.x + box.width * 0.3, y, box.x + box.width * 0.7, y);
        touch(finger, "touchMove", box.x + box.width * 0.1, y, box.x + box.width * 0.9, y);
        touch(finger, "touchEnd");

        // a quarter of the month around its middle: 15.5 ± 3.9 days
        assertThat(heading(page)).hasText(Pattern.compile("1[23]\\s*–\\s*(19|20) Oct 2026"));
        page.getByRole(AriaRole.BUTTON, named("Back")).click();
        assertThat(heading(page)).hasText("October 2026");
        settled(page);

        touch(finger, "touchStart", box.x + 60, y);
        touch(finger, "touchMove", box.x + 120, y);
        touch(finger, "touchMove", box.x + 200, y);
        touch(finger, "touchEnd");
        assertThat(heading(page)).hasText("September 2026");
    }

    @Test
    void a_finger_reads_before_it_opens() {
        Page page = show(OCTOBER, Device.PHONE);
        BoundingBox box = chart(page);

        page.touchscreen().tap(box.x + box.width * 24.5 / 31, box.y + 80);
        assertThat(page.locator(".history-readout")).containsText("25 Oct 2026");
        assertThat(heading(page)).hasText("October 2026");
        page.touchscreen().tap(box.x + box.width * 24.5 / 31, box.y + 80);
        assertThat(heading(page)).hasText("Sun, 25 Oct 2026");
    }

    @Test
    void the_table_and_the_file_have_what_is_shown() {
        Page page = show(OCTOBER, Device.DESKTOP);
        Locator rows = page.locator(".history-card table tbody tr");
        assertThat(rows).hasCount(31); // for those who hear it
        page.getByRole(AriaRole.BUTTON, named("As a table")).click();
        assertThat(page.locator(".history-table")).isVisible();
        assertThat(rows.nth(24))
                .hasText(Pattern.compile("Sun,? 25 Oct 2026\\s*10.00 kWh\\s*5.200 kWh\\s*4.800 kWh\\s*0.800 kWh"));

        Download download =
                page.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("CSV"))
                        .click());

        List<String> lines = lines(download);
        int column = Arrays.asList(lines.getFirst().split(",", -1)).indexOf("energy_import_kwh_usage");
        assertThat(lines).hasSize(32);
        assertThat(lines.stream()
                        .skip(1)
                        .map(line -> new BigDecimal(line.split(",", -1)[column]))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("298.0");
    }

    @ParameterizedTest
    @CsvSource({"2026-10-25, 100", "2026-03-29, 92", "2026-10-24, 96"})
    void a_day_has_as_many_quarter_hours_as_it_has(String day, int quarters) {
        Page page = show("/history?at=" + day, Device.DESKTOP);

        assertThat(page.locator(".history-card table tbody tr")).hasCount(quarters);
    }

    @Test
    void the_zone_of_the_meter_counts_and_not_that_of_the_browser() {
        Page page = page(Device.DESKTOP, "en-GB", ColorScheme.LIGHT);
        page.addInitScript("const of = Intl.DateTimeFormat; Date.prototype.getTimezoneOffset = () => 300;"
                + "Intl.DateTimeFormat = class extends of { constructor(l, o) {"
                + " super(l, {timeZone: 'America/New_York', ...o}); } };");
        browser.show("/history?at=2026-10-24", page);

        assertThat(page.locator(".history-card table tbody tr").first()).containsText("00:00 – 00:15");
        assertThat(page.locator(".history-card table tbody tr").last()).containsText("23:45 – 00:00");
    }

    @Test
    void gas_is_a_quantity_without_direction() {
        Page page = show("/history?meter=gas&period=month&at=2026-02", Device.DESKTOP);

        assertThat(figure(page, "Used")).hasText("336.0 m³"); // 28 × 24 / 2
        assertThat(page.locator(".history-figure")).hasCount(1);
    }

    @Test
    void where_nothing_is_there_is_a_way_to_where_something_is() {
        Page page = show("/history?meter=gas&period=month&at=2026-10", Device.DESKTOP);
        assertThat(page.getByText("There is nothing from this time.")).isVisible();

        page.getByRole(AriaRole.BUTTON, named("Go to May 2026")).click();

        assertThat(figure(page, "Used")).hasText("372.0 m³");
    }

    @ParameterizedTest
    @EnumSource
    void all_meters_are_seen_at_once_and_each_leads_to_its_own(Device device) throws IOException {
        Page page = show("/history?meter=all&period=month&at=2026-02", device);

        assertThat(page.locator(".history-card")).hasCount(3);
        assertThat(page.locator(".history-canvas canvas")).hasCount(3);
        assertThat(browser.isTooWide(page)).isFalse();
        assertThat(browser.accessibility(page)).isEmpty();
        page.getByRole(AriaRole.BUTTON, named("Gas heating")).click();
        assertThat(page).hasURL(Pattern.compile("meter=gas"));
    }

    @Test
    void who_comes_by_keyboard_is_in_the_page_once_it_is_there() {
        Page page = browser.open("/now", Device.DESKTOP);

        page.getByRole(AriaRole.LINK, named("History")).first().press("Enter");

        settled(page);
        assertThat(page.locator("main")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.locator("main :focus")).hasCount(1);
    }

    @Test
    void stepping_moves_nothing() {
        Page page = show("/history?at=2026-10-25", Device.DESKTOP);
        List<?> before = boxes(page);

        for (int i = 0; i < 3; i++) {
            page.keyboard().press("ArrowLeft");
            assertThat(boxes(page)).isEqualTo(before);
            settled(page);
            assertThat(boxes(page)).isEqualTo(before);
        }
        page.getByRole(AriaRole.BUTTON, named("Year")).click();
        settled(page);
        assertThat(boxes(page)).isEqualTo(before);
    }

    @Test
    void languages_write_numbers_and_dates_their_way() {
        Page french = show("/history?period=year", Device.DESKTOP, "fr-FR", ColorScheme.LIGHT);
        assertThat(figure(french, "Du réseau")).hasText("3\u202f139 kWh");
        assertThat(french.locator(".history-readout")).hasText("kWh par mois");

        Page german = show(OCTOBER, Device.PHONE, "de-CH", ColorScheme.DARK);
        assertThat(heading(german)).hasText("Oktober 2026");
        assertThat(figure(german, "Aus dem Netz")).hasText("298.0 kWh");
        assertThat(figure(german, "Kosten")).hasText("CHF 78.84");

        Page italian = show("/history?at=2026-10-25", Device.DESKTOP, "it-IT", ColorScheme.LIGHT);
        assertThat(figure(italian, "Dalla rete")).hasText("10,00 kWh");
    }

    @ParameterizedTest
    @CsvSource({"PHONE, LIGHT", "PHONE, DARK", "DESKTOP, LIGHT", "DESKTOP, DARK"})
    void it_is_accessible_to_everybody(Device device, ColorScheme scheme) throws IOException {
        for (String path : List.of("/history?at=2026-11-11", OCTOBER + "&compare=1&table=1", OCTOBER + "&show=costs")) {
            Page page = show(path, device, "en-GB", scheme);
            assertThat(page.locator(".history-card table tbody tr").first()).isAttached();

            assertThat(browser.accessibility(page)).as(path).isEmpty();
            assertThat(browser.isTooWide(page)).as(path).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"/history, **/api/1/history?*", "/history?period=month&show=costs, **/api/app/cost/**"})
    void what_failed_can_be_tried_again(String path, String question) {
        Page page = page(Device.DESKTOP, "en-GB", ColorScheme.LIGHT);
        page.route(question, Route::abort);
        browser.show(path, page);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The history cannot be shown");

        page.unroute(question);
        page.getByRole(AriaRole.BUTTON, named("Try again")).click();

        assertThat(page.locator(".history-number").first()).not().hasText("–");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        browser.forgive("ERR_FAILED");
    }

    @ParameterizedTest
    @CsvSource({"/history, 1", "/history?at=2026-10-25, 0"})
    void a_day_that_runs_is_asked_for_again_when_somebody_looks_again(String path, int questions) {
        Page page = show(path, Device.DESKTOP);
        List<String> asked = new ArrayList<>();
        page.route("**/api/1/history?*", route -> {
            asked.add(route.request().url());
            route.abort(); // what is drawn stays, whatever becomes of it
        });

        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        page.waitForTimeout(300);

        assertThat(asked).hasSize(questions);
        assertThat(figure(page, "From the grid")).not().hasText("–");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        browser.forgive("ERR_FAILED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_gateway_without_history_says_what_to_do(boolean keepsOne, @TempDir Path empty) throws IOException {
        try (Almanac other = keepsOne ? Almanac.blank(empty) : Almanac.none();
                Browser there = Browser.of(other.port())) {
            Page page = there.open("/history", Device.PHONE);

            assertThat(page.getByText(keepsOne ? "Nothing has been recorded yet" : "No history is kept here"))
                    .isVisible();
            assertThat(there.accessibility(page)).isEmpty();
        }
    }

    private Page show(String path, Device device) {
        return show(path, device, "en-GB", ColorScheme.LIGHT);
    }

    private Page show(String path, Device device, String locale, ColorScheme scheme) {
        Page page = page(device, locale, scheme);
        browser.show(path, page);
        page.locator(".history-readout").first().waitFor();
        settled(page);
        return page;
    }

    /** At the time that the almanac ends. */
    private Page page(Device device, String locale, ColorScheme scheme) {
        Page page = browser.context(device, locale, scheme).newPage();
        page.clock().setFixedTime(Almanac.NOW.toEpochMilli());
        return page;
    }

    /** Until what is shown is what was asked for. */
    private static void settled(Page page) {
        assertThat(page.locator(".history-card").first()).isVisible();
        assertThat(page.locator(".history-chart.pending, .history-canvas .skeleton"))
                .hasCount(0);
    }

    private static Locator heading(Page page) {
        return page.locator(".history-step h2");
    }

    private static Locator figure(Page page, String label) {
        return page.locator(".history-figure", new Page.LocatorOptions().setHasText(label))
                .locator(".history-number")
                .first();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static BoundingBox chart(Page page) {
        return page.locator(".history-canvas .u-over").boundingBox();
    }

    private static void point(Page page, double share) {
        settled(page);
        BoundingBox box = chart(page);
        page.mouse().move(box.x + box.width * share, box.y + 30);
        page.mouse().move(box.x + box.width * share, box.y + 40);
    }

    private static void click(Page page, double share) {
        BoundingBox box = chart(page);
        page.mouse().click(box.x + box.width * share, box.y + 40);
    }

    private static void drag(Page page, double from, double to) {
        BoundingBox box = chart(page);
        page.mouse().move(box.x + box.width * from, box.y + 40);
        page.mouse().down();
        page.mouse().move(box.x + box.width * to, box.y + 40, new Mouse.MoveOptions().setSteps(5));
        page.mouse().up();
    }

    /** {@code places}: of fingers, x and y in turn. */
    private static void touch(CDPSession finger, String type, double... places) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < places.length; i += 2) {
            points.append(points.isEmpty() ? "" : ",");
            points.append("{\"x\":" + places[i] + ",\"y\":" + places[i + 1] + ",\"id\":" + i + "}");
        }
        JsonObject event = JsonParser.parseString("{\"type\":\"" + type + "\",\"touchPoints\":[" + points + "]}")
                .getAsJsonObject();
        finger.send("Input.dispatchTouchEvent", event);
    }

    /** Where things are that must not move. */
    private static List<?> boxes(Page page) {
        return (List<?>) page.evaluate("""
                () => ['.history-steps', '.history-step button', '.history-step h2', '.history-card', '.history-readout',
                    '.history-canvas .u-over', '.history-actions'].map(it => {
                  const {x, y, width, height} = document.querySelector(it).getBoundingClientRect();
                  return [it, x, y, width, height].join(' ');
                })
                """);
    }

    private static List<String> lines(Download download) {
        try {
            return Files.readAllLines(download.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
