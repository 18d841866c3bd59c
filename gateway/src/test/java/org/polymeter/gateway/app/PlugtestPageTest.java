package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.app.Browser.Device;

/** A plug-test from the button to the sheet of paper, of six simulated meters. */
class PlugtestPageTest {

    private static final String SOURCES = """
              - {id: netherlands, type: tcp, host: 127.0.0.1, port: "${DSMR5_PORT}", zone: Europe/Amsterdam, meter: {name: Netherlands}}
              - {id: belgium, type: tcp, host: 127.0.0.1, port: "${EMUCS_PORT}", zone: Europe/Brussels, meter: {name: Belgium}}
              - {id: ekz, type: tcp, host: 127.0.0.1, port: "${E450_PORT}", meter: {name: EKZ}}
              - {id: germany, type: tcp, host: 127.0.0.1, port: "${SML_PORT}", zone: Europe/Berlin, meter: {name: Germany}}
            """;

    @TempDir
    static Path folder;

    private static Village village;

    /** Whether the report that there is comes from {@link #tested}. */
    private static boolean isTested;

    private Browser browser;

    @BeforeAll
    static void settle() throws IOException {
        village = Village.open(folder, SOURCES);
    }

    @AfterAll
    static void leave() {
        village.close();
    }

    @BeforeEach
    void open() throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        browser = Browser.of(village.port()).as(village.token());
    }

    @AfterEach
    void close() {
        browser.close();
    }

    /** All six have been described. */
    private void untilAllHaveSpoken() {
        Page page = browser.open("/meters", Device.DESKTOP);
        assertThat(page.locator(".meters-line")).hasCount(6);
        page.close();
    }

    /** The page with a report of six seconds: of a meter that speaks every five, at least once. */
    private Page tested(Device device, String locale, ColorScheme scheme) throws Exception {
        if (!isTested) {
            untilAllHaveSpoken();
            assertThat(village.ask("POST", "/api/app/plugtest", "{\"minutes\": 0.1}")
                            .statusCode())
                    .isEqualTo(200);
            isTested = true;
        }
        Page page = browser.open("/plugtest", device, locale, scheme);
        assertThat(page.locator(".page-head .actions a")).hasCount(3);
        return page;
    }

    private static Locator cell(String name, int column, Page page) {
        return page.locator("tr[data-name=" + name + "] td").nth(column);
    }

    @Test
    void a_test_runs_from_the_button_to_the_matrix() {
        untilAllHaveSpoken();
        isTested = false;
        Page page = browser.open("/plugtest", Device.DESKTOP);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("1 min"))
                .click();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(Pattern.compile("Start the test|Test again")))
                .click();

        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        assertThat(page.locator(".running")).hasText(Pattern.compile(".*[1-9]\\d* readings so far.*", Pattern.DOTALL));
        assertThat(page.locator(".verdict")).containsText("So far");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("End now"))
                .click();

        assertThat(page.locator(".verdict")).containsText("of 6 meters are as they should be. Listened for");
        assertThat(page.locator(".matrix thead th")).hasCount(7);
    }

    @Test
    void a_cell_tells_symbol_unit_resolution_and_interval_and_what_was_expected() throws Exception {
        Page page = tested(Device.DESKTOP, "en-GB", ColorScheme.LIGHT);

        assertThat(cell("power_import_w", 0, page)).hasText(Pattern.compile("●\\s*sent\\s*1 W\\s*1 s"));
        assertThat(cell("power_w", 0, page)).hasClass("derived");
        assertThat(cell("power_failure_count", 0, page)).hasClass("missing");
        assertThat(page.locator(".deviations")).containsText("Netherlands");
        assertThat(page.locator(".deviations")).containsText("Power failures");

        cell("power_failure_count", 0, page).locator("button").click();

        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("should come, and does not");
        assertThat(dialog).containsText("of every meter of this list, every 1 s");
        assertThat(dialog).containsText("Netherlands, DSMR 5.0.2");
    }

    @Test
    void arrows_walk_through_the_matrix() throws Exception {
        Page page = tested(Device.DESKTOP, "en-GB", ColorScheme.LIGHT);
        page.locator("[data-cell][tabindex='0']").focus();

        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Belgium");
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();

        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Voltage").setExact(true))
                .press("Enter");
        assertThat(cell("voltage_l1_v", 0, page)).hasCount(0);
    }

    @Test
    void the_tabulator_gets_into_the_matrix_whatever_is_folded() throws Exception {
        Page page = tested(Device.DESKTOP, "en-GB", ColorScheme.LIGHT);
        Locator reachable = page.locator("[data-cell][tabindex='0']");
        reachable.focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(reachable).hasCount(1);
        assertThat(reachable).isFocused();

        page.locator("tr.group button").first().press("Enter");

        assertThat(page.locator("tr.group button").first()).hasAttribute("aria-expanded", "false");
        assertThat(reachable).hasCount(1);
        page.locator("tr.group button").nth(1).focus();
        page.keyboard().press("Tab");
        assertThat(reachable).isFocused();
    }

    @Test
    void another_list_is_another_measure_for_what_was_heard() throws Exception {
        Page page = tested(Device.DESKTOP, "en-GB", ColorScheme.LIGHT);

        page.locator("#list-lgz1030000000001").selectOption("dk-kamstrup");

        assertThat(page.locator(".deviations")).containsText("EKZ");
        page.locator("#list-lgz1030000000001").selectOption("");
        assertThat(page.locator(".deviations")).not().containsText("EKZ");
    }

    @Test
    void everybody_can_use_it() throws Exception {
        tested(Device.DESKTOP, "en-GB", ColorScheme.LIGHT).close();
        for (Device device : Device.values()) {
            checkUse(device, "de-CH", device == Device.PHONE ? ColorScheme.LIGHT : ColorScheme.DARK);
            checkUse(device, "fr-CH", device == Device.PHONE ? ColorScheme.DARK : ColorScheme.LIGHT);
        }
    }

    private void checkUse(Device device, String locale, ColorScheme scheme) throws IOException {
        Page page = browser.open("/plugtest", device, locale, scheme);
        assertThat(page.locator(".page-head .actions a")).hasCount(3);

        assertThat(browser.isTooWide(page)).isFalse();
        assertThat(browser.accessibility(page)).isEmpty();
    }

    @Test
    void the_report_can_be_taken_along_in_three_forms_without_serial_numbers() throws Exception {
        tested(Device.DESKTOP, "en-GB", ColorScheme.LIGHT).close();
        Page page = browser.signedIn().open("/plugtest", Device.DESKTOP);

        for (String form : List.of("HTML", "Markdown", "JSON")) {
            Download download =
                    page.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(form))
                            .click());
            assertThat(Files.readString(download.path()))
                    .contains("Netherlands")
                    .contains("power_failure_count")
                    .doesNotContainIgnoringCase("lgz1030000000001")
                    .doesNotContainIgnoringCase("e0000000000000005");
        }
    }

    @Test
    void six_meters_fit_on_one_sheet_of_paper_on_its_side() throws Exception {
        Page page = tested(Device.DESKTOP, "en-GB", ColorScheme.LIGHT);

        String pdf = new String(
                page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true).setPrintBackground(true)),
                StandardCharsets.ISO_8859_1);

        assertThat(pdf.split("/Type\\s*/Page\\b(?!s)", -1)).as("pages").hasSize(2);
        Matcher box =
                Pattern.compile("/MediaBox\\s*\\[0 0 ([0-9.]+) ([0-9.]+)]").matcher(pdf);
        assertThat(box.find()).isTrue();
        assertThat(Double.parseDouble(box.group(1))).isGreaterThan(Double.parseDouble(box.group(2)));
    }
}
