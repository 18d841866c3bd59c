package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.gateway.app.Browser.Device;

/** The page of settings, before a gateway that reads its file. */
class SettingsPageTest {

    @TempDir
    Path folder;

    private SetHouse house;
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        house = SetHouse.in(folder);
        browser = Browser.of(house.port()).as(house.token());
    }

    @AfterEach
    void close() {
        browser.close();
        house.close();
    }

    @ParameterizedTest
    @CsvSource({"PHONE, DARK, de-CH", "DESKTOP, LIGHT, en-GB", "PHONE, LIGHT, fr-CH"})
    void it_is_accessible_and_fits(Device device, ColorScheme scheme, String locale) throws IOException {
        Page page = browser.open("/settings", device, locale, scheme);
        page.locator(".rows").first().waitFor();
        assertThat(browser.accessibility(page)).isEmpty();
        assertThat(browser.isTooWide(page)).isFalse();

        browser.show("/settings?view=file", page);
        page.locator("#yaml").waitFor();
        assertThat(browser.accessibility(page)).isEmpty();
        assertThat(browser.isTooWide(page)).isFalse();
    }

    @Test
    void a_meter_gets_another_name_and_the_comments_stay() {
        Page page = browser.open("/settings", Device.DESKTOP);
        button(page, "House").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Home, sweet: home");
        page.getByLabel("What it measures").selectOption("grid");
        button(page.locator("dialog"), "Save").click();

        assertThat(page.getByText("Saved, and in force")).isVisible();
        assertThat(page.getByText("Home, sweet: home")).isVisible();
        assertThat(house.text())
                .contains("# My house\n", "- id: p1         # the grid\n")
                .contains("meter: {id: house, name: \"Home, sweet: home\", role: grid}\n");
    }

    @Test
    void an_output_is_added_and_its_password_is_nowhere_to_be_seen() {
        Page page = browser.open("/settings", Device.PHONE);
        button(page, "Add an output").click();
        page.getByLabel("Name or address").fill("127.0.0.1");
        page.getByLabel("Port").fill("1");
        page.getByLabel("User").fill("me");
        page.getByLabel("Password").fill("open sesame");
        button(page.locator("dialog"), "Save").click();

        assertThat(page.locator(".rows strong").getByText("MQTT broker")).isVisible();
        assertThat(page.content()).doesNotContain("open sesame", SetHouse.KEY);
        assertThat(house.text()).contains("password-file: polymeter-data/keys/outputs-2-password");
        assertThat(folder.resolve("polymeter-data/keys/outputs-2-password")).hasContent("open sesame");
    }

    @Test
    void what_holds_unless_somebody_says_otherwise_can_be_switched_off() {
        Page page = browser.open("/settings", Device.DESKTOP);
        button(page, "Edit This web app").click();
        Locator announce = page.getByLabel("Announce it in the local network");
        assertThat(announce).isChecked();

        announce.uncheck();
        button(page.locator("dialog"), "Save").click();

        await().until(() -> house.text().contains("announce: false"));
        page.locator("dialog").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        button(page, "Edit This web app").click();
        assertThat(announce).not().isChecked();
        announce.check();
        button(page.locator("dialog"), "Save").click();
        await().until(() -> house.text().contains("announce: true"));
    }

    @Test
    void an_edit_that_is_not_saved_yet_stays_when_something_else_is_saved() {
        Page page = browser.open("/settings", Device.DESKTOP);
        Locator interval = page.getByLabel("Least time between two states");
        interval.fill("2m");
        page.getByLabel("Single readings are kept for").fill("30d");
        button(card("What is kept", page), "Save").click();

        assertThat(page.getByText("Saved, and in force")).isVisible();
        assertThat(button(card("What is kept", page), "Save")).isDisabled();
        assertThat(interval).hasValue("2m");
        page.getByRole(AriaRole.NAVIGATION).getByText("Now").first().click();
        assertThat(page.getByText("There are unsaved changes")).isVisible();
        button(page, "Stay here").click();
        button(card("This gateway", page), "Save").click();
        await().until(() -> house.text().contains("interval: 2m"));
        page.getByRole(AriaRole.NAVIGATION).getByText("Now").first().click();
        assertThat(page.getByText("There are unsaved changes")).not().isVisible();
        assertThat(house.text()).contains("readings: 30d");
    }

    @Test
    void a_phone_asks_in_front_of_everything_else() throws IOException {
        Page page = browser.open("/settings", Device.PHONE);
        page.getByLabel("Least time between two states").fill("3m");
        button(page, "More").click();
        page.getByRole(AriaRole.DIALOG).getByText("Inspector").click();

        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(1);
        assertThat(page.getByRole(AriaRole.DIALOG)).hasAccessibleName("There are unsaved changes");
        assertThat(browser.accessibility(page)).isEmpty();
        button(page, "Stay here").click();
        assertThat(page.getByLabel("Least time between two states")).hasValue("3m");
    }

    @Test
    void a_meter_that_is_renamed_keeps_the_limits_of_each_phase() throws IOException {
        house.edit(
                "name: House}",
                "name: House, limits: {voltage_l1_v: 207..253, voltage_l2_v: 200..260, voltage_l3_v: 207..253}}");
        Page page = browser.open("/settings?view=file", Device.DESKTOP);
        await().until(() -> {
            page.reload();
            return page.locator("#yaml").inputValue().contains("200..260");
        });
        browser.show("/settings", page);
        button(page, "House").click();
        Locator dialog = page.locator("dialog");
        dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill("Home");
        dialog.getByText("What its values can be").click();
        dialog.locator("#meter-leastPower").fill("-5000,5");
        button(dialog, "Save").click();
        assertThat(dialog.getByText("Give both bounds, or none.")).isVisible();

        dialog.locator("#meter-mostPower").fill("20000");
        button(dialog, "Save").click();

        assertThat(page.getByText("Saved, and in force")).isVisible();
        assertThat(house.text()).contains("Home", "200..260", "-5000.5..20000");
    }

    @Test
    void a_price_may_be_written_with_a_comma() {
        Page page = browser.open("/settings", Device.PHONE);
        button(page, "Add a tariff").click();
        page.getByLabel("Price per kWh").fill("0,27");
        page.getByLabel("VAT on top").fill("8,1");
        button(page.locator("dialog"), "Save").click();

        assertThat(page.getByText("Saved, and in force")).isVisible();
        assertThat(house.text()).contains("0.27", "8.1%");
    }

    @Test
    void what_is_wrong_in_the_file_is_told_at_its_line_and_nothing_is_lost() {
        String before = house.text();
        Page page = browser.open("/settings?view=file", Device.DESKTOP);
        Locator yaml = page.locator("#yaml");
        assertThat(yaml).hasValue(Pattern.compile("key: \"\\*{8}\""));

        yaml.fill(yaml.inputValue().replace("type: tcp", "type: tpc"));
        button(page, "Save").click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("did you mean 'tcp'?");
        assertThat(page.locator(".editor .bad")).hasText("5");
        assertThat(yaml).hasValue(Pattern.compile("type: tpc"));
        assertThat(house.text()).isEqualTo(before);
        browser.forgive("422");

        page.getByRole(AriaRole.NAVIGATION).getByText("Now").first().click();
        assertThat(page.getByText("There are unsaved changes")).isVisible();
        button(page, "Stay here").click();
        page.goBack();
        assertThat(page.getByText("There are unsaved changes")).isVisible();
        button(page, "Stay here").click();
        page.evaluate("location.hash = ''"); // as Back to an address without a place
        assertThat(page.getByText("There are unsaved changes")).isVisible();
        button(page, "Stay here").click();
        assertThat(yaml).hasValue(Pattern.compile("type: tpc"));
        yaml.fill(yaml.inputValue().replace("type: tpc", "type: tcp").replace("port: 9", "port: 10"));
        button(page, "Save").click();

        assertThat(page.getByText("Saved, and in force")).isVisible();
        assertThat(house.text()).isEqualTo(before.replace("port: 9", "port: 10"));
    }

    @Test
    void what_waits_for_the_next_start_is_said() {
        Page page = browser.open("/settings", Device.DESKTOP);
        page.getByLabel("Name of the gateway in topics").fill("attic");
        button(page.locator(".danger"), "Save").click();

        assertThat(page.getByText("A restart is needed for some of it")).isVisible();
        assertThat(page.locator(".notice.warn strong").last()).hasText("gateway");
    }

    @Test
    void an_edit_by_hand_shows_and_a_bad_one_is_explained() throws IOException {
        Page page = browser.open("/settings", Device.DESKTOP);
        house.edit("type: tcp", "type: tpc");
        await().until(() -> {
            browser.show("/now", page);
            browser.show("/settings", page);
            page.locator(".rows").first().waitFor();
            return page.getByText("was edited and cannot be used").count() > 0;
        });
        assertThat(page.getByText("did you mean 'tcp'?")).isVisible();
    }

    private static Locator card(String title, Page page) {
        return page.locator(".card", new Page.LocatorOptions().setHasText(title));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
