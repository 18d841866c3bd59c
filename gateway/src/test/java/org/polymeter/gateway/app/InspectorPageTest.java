package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
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
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.inspect.InspectedHouse;

/** The Inspector, as readers see it. */
class InspectorPageTest {

    private static final String WRONG_KEY = "5A5B5C5D5E5F505152535455565758FF";
    private static final Pattern SELECTED = Pattern.compile("chosen");

    @TempDir
    private static Path folder;

    private static InspectedHouse house;

    private Browser browser;

    @BeforeAll
    static void moveIn() throws IOException {
        house = InspectedHouse.open(folder, "");
    }

    @AfterAll
    static void moveOut() {
        house.close();
    }

    @BeforeEach
    void open() throws IOException {
        browser = Browser.of(house.port()).as(house.token());
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_frame_that_comes_is_listed_and_explained_to_its_values(Device device) {
        Page page = browser.open("/inspector?source=sealed", device);

        house.speakSealed();

        assertThat(page.locator(".frame-row").first()).containsText("encrypted");
        page.locator(".frame-row").first().click();
        assertThat(page.locator(".inspector-main .notice.good")).containsText("Kaifa MA309 · decrypted");
        assertThat(page.locator(".steps [aria-current]")).containsText("Decrypted");
        assertThat(page.getByRole(AriaRole.TREE)).containsText("→ power_import_w");
        assertThat(page.locator(".profile")).containsText("power_w");
    }

    @Test
    void bytes_and_tree_mark_each_other() {
        house.speakSealed();
        Page page = browser.open("/inspector?source=sealed", Device.DESKTOP);
        Locator power = page.locator(".leaf", new Page.LocatorOptions().setHasText("→ power_import_w"));

        power.hover();
        assertThat(page.locator(".byte.hot")).hasCount(5);
        assertThat(page.locator(".readout")).containsText("power_import_w");

        page.locator(".byte[data-at='0']").hover();
        assertThat(page.locator(".leaf.hot")).containsText("data-notification");

        page.locator(".profile dt", new Page.LocatorOptions().setHasText("power_import_w"))
                .getByRole(AriaRole.BUTTON)
                .click();
        assertThat(power).hasAttribute("aria-selected", "true");
        assertThat(page.locator(".byte.chosen")).hasCount(5);
    }

    @Test
    void a_pasted_frame_is_opened_by_the_right_key_only() {
        String hex = HexFormat.ofDelimiter(" ").formatHex(house.speakSealed());
        Page page = browser.open("/inspector?paste=1", Device.DESKTOP);
        Locator explain = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Explain"));
        Locator verdict = page.locator(".inspector-main .notice").first();

        page.getByLabel("What the meter has sent").fill(hex);
        explain.click();
        assertThat(verdict).containsText("It is encrypted, and there is no key");
        assertThat(page.locator(".byte.flaw")).hasCount(1);

        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(WRONG_KEY);
        explain.click();
        assertThat(verdict).containsText("The key does not open it");

        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(InspectedHouse.KEY);
        explain.click();
        assertThat(verdict).containsText("Read");
        assertThat(page.getByRole(AriaRole.TREE)).containsText("→ power_import_w");

        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill("12 34");
        explain.click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("a key has 32 hex digits");
    }

    @Test
    void the_error_of_a_damaged_frame_points_at_its_byte() {
        byte[] sent = house.speakDamaged(84);
        Page page = browser.open("/inspector?source=plain&kind=reject", Device.DESKTOP);

        page.locator(".frame-row").first().click();
        assertThat(page.locator(".inspector-main .notice.bad")).containsText("The checksum does not match");
        assertThat(page.locator(".inspector-main .notice.bad"))
                .containsText("byte 84 is %02X and was %02X".formatted(sent[84], sent[84] ^ 0x10));
        page.getByText("Hex", new Page.GetByTextOptions().setExact(true)).click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show byte 84"))
                .click();

        Locator byte84 = page.locator(".byte[data-at='84']");
        assertThat(byte84).hasClass(Pattern.compile("flaw"));
        assertThat(byte84).hasClass(SELECTED);
        assertThat(byte84).isInViewport();
    }

    @Test
    void the_tree_can_be_walked_by_keys_alone() {
        house.speakSealed();
        Page page = browser.open("/inspector?source=sealed", Device.DESKTOP);
        Locator chosen = page.locator("[role=treeitem][aria-selected=true]");
        page.locator(".bytes").focus();
        page.keyboard().press("Tab");

        page.keyboard().press("ArrowDown");
        assertThat(chosen).containsText("long-invoke-id-and-priority");
        assertThat(chosen).isFocused();
        assertThat(page.locator(".byte.chosen")).hasCount(4);
        page.keyboard().press("End");
        assertThat(chosen).not().containsText("long-invoke-id-and-priority");
        assertThat(chosen).hasAttribute("aria-level", "2");
        page.keyboard().press("ArrowLeft");
        assertThat(chosen).containsText("structure of");
        page.keyboard().press("ArrowLeft");
        assertThat(chosen).hasAttribute("aria-expanded", "false");
        assertThat(page.locator("[role=treeitem][aria-level='2']")).hasCount(0);
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat(chosen).hasAttribute("aria-level", "2");
        page.keyboard().press("Home");
        assertThat(chosen).containsText("data-notification");

        page.locator(".bytes").focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat(chosen).containsText("long-invoke-id-and-priority");
        assertThat(page).hasURL(Pattern.compile("frame=f-\\d+.*byte=2"));

        page.reload();
        assertThat(chosen).containsText("long-invoke-id-and-priority");
    }

    @Test
    void text_can_be_read_as_text() {
        house.speak();
        Page page = browser.open("/inspector?source=plain&kind=frame", Device.DESKTOP);

        assertThat(page.locator(".bytes.text")).containsText("/POL5\\DEMO-DSMR5");
        page.getByText("Hex", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".byte").first()).hasText("2F");
    }

    @Test
    void a_link_leads_away_from_it() {
        house.speak();
        Page page = browser.open("/inspector?source=plain", Device.DESKTOP);
        assertThat(page.locator(".frame-row[aria-current]")).hasCount(1);

        page.getByRole(AriaRole.NAVIGATION).getByText("System").first().click();

        assertThat(page.locator("h1")).hasText("System");
        assertThat(page).hasURL(Pattern.compile("#/system$"));
    }

    @Test
    void the_list_is_one_stop_of_the_tabulator_and_arrows_go_through_it() {
        house.speak();
        house.speak();
        Page page = browser.open("/inspector?source=plain", Device.DESKTOP);
        Locator rows = page.locator(".frame-row");
        assertThat(page.locator(".frame-row[tabindex='0'][aria-current]")).hasCount(1);
        page.locator(".frame-row[tabindex='0']").focus();

        page.keyboard().press("Home");
        page.keyboard().press("ArrowDown");
        assertThat(rows.nth(1)).isFocused();
        page.keyboard().press("Enter");
        assertThat(rows.nth(1)).hasAttribute("aria-current", "true");
        assertThat(page.locator(".frame-row[tabindex='0']")).hasCount(1);

        page.keyboard().press("Tab");
        assertThat(page.locator(".frame-row:focus")).hasCount(0);
        assertThat(page.locator("main :focus")).hasCount(1);
    }

    @Test
    void a_list_that_is_paused_stays_and_says_how_much_has_come() {
        house.speak();
        Page page = browser.open("/inspector?source=plain", Device.DESKTOP);
        String first = page.locator(".frame-row").first().getAttribute("href");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pause"))
                .click();
        house.speak();
        house.speak();
        assertThat(page.getByText("2 new ones")).isVisible();
        assertThat(page.locator(".frame-row").first()).hasAttribute("href", first);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go on"))
                .click();
        assertThat(page.locator(".frame-row").first()).not().hasAttribute("href", first);
    }

    @Test
    void a_bundle_has_neither_key_nor_serial_number() throws IOException {
        house.speakSealed();
        house.speak();
        Page page = browser.signedIn().open("/inspector", Device.DESKTOP);

        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Download"))
                        .click());
        String zip = Files.readString(download.path(), StandardCharsets.ISO_8859_1);

        assertThat(zip).startsWith("PK").doesNotContain(InspectedHouse.KEY, InspectedHouse.SERIAL);
        assertThat(page.locator(".bundle [role=status]")).containsText(Pattern.compile("\\d+ frames, "));
        assertThat(page.locator(".bundle [role=status]")).containsText("left out");
    }

    @Test
    void the_examples_explain_themselves() {
        Page page = browser.open("/inspector?paste=1", Device.PHONE);
        Locator verdict = page.locator(".inspector-main .notice").first();

        page.getByText("a P1 telegram").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Explain"))
                .click();
        assertThat(verdict).containsText("DSMR");

        page.getByText("a damaged frame").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Explain"))
                .click();
        assertThat(verdict).containsText("One bit has changed on the way");

        page.getByText("an encrypted frame").click();
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true))
                .fill(page.locator(".example-key").innerText());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Explain"))
                .click();
        assertThat(verdict).containsText("decrypted");
    }

    @ParameterizedTest
    @CsvSource({"DESKTOP, LIGHT, en-GB", "DESKTOP, DARK, de-CH", "PHONE, LIGHT, fr-CH", "PHONE, DARK, nl-NL"})
    void everybody_can_use_it(Device device, ColorScheme scheme, String locale) throws IOException {
        house.speakSealed();
        house.speakDamaged(84);
        Page page = browser.open("/inspector", device, locale, scheme);
        page.locator(".frame-row.reject").first().click();
        page.locator("[role=treeitem]").first().waitFor();

        assertThat(browser.accessibility(page)).isEmpty();
        assertThat(browser.isTooWide(page)).isFalse();

        browser.show("/inspector?paste=1", page);
        page.locator(".examples .link").last().click();
        page.locator("button[type=submit]").click();
        page.locator("[role=treeitem]").first().waitFor();
        page.locator(".inspector-main .notice .button").click();

        assertThat(browser.accessibility(page)).isEmpty();
        assertThat(browser.isTooWide(page)).isFalse();
    }
}
