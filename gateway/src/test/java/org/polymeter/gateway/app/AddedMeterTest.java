package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.setup.PlayedMeter;
import org.polymeter.gateway.setup.PublishedMeter;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.source.PtyPair;

/** From the first step to the page of now, with a gateway that runs all the while. */
class AddedMeterTest {

    @TempDir
    private Path folder;

    @Test
    void an_encrypted_meter_that_was_added_is_read_at_once_and_its_port_is_taken() throws IOException {
        assumeThat(PtyPair.isPossible()).isTrue();
        try (SetHouse house = SetHouse.in(folder);
                PlayedMeter meter = PlayedMeter.of(Family.KAMSTRUP, folder.resolve("han"));
                Browser browser = Browser.of(house.port()).as(house.token())) {
            Page page = browser.open("/add?step=grid&country=CH", Device.PHONE);
            choose(page, "CKW");
            listen(page, meter);
            page.locator("#meter-key").fill(Family.ENCRYPTION_KEY);
            page.locator("#meter-second").fill(Family.AUTHENTICATION_KEY);
            page.getByText("Try the key").click();
            page.getByLabel("What do you call it?").fill("Cottage");
            page.getByText("Yes, save").click();
            page.getByText("See it now").click();

            page.getByText("Cottage").first().waitFor();
            assertThat(house.text())
                    .contains("port: " + meter.port(), "line: 2400 8N1", "# the grid")
                    .contains("key-file: ", "auth-key-file: ")
                    .doesNotContain(Family.ENCRYPTION_KEY)
                    .doesNotContain(Family.AUTHENTICATION_KEY);

            browser.show("/add?step=wire&country=CH&op=1", page);
            listen(page, meter);
            assertThat(page.getByText("reads " + meter.port() + " already")).isVisible();
            browser.forgive("409");
        }
    }

    @Test
    void a_device_at_a_broker_that_was_added_gets_another_name() throws Exception {
        assumeThat(Mosquitto.isInstalled()).isTrue();
        try (SetHouse house = SetHouse.in(folder);
                Mosquitto broker = Mosquitto.withUser(folder, "reader", "open sesame");
                PublishedMeter meter =
                        new PublishedMeter(broker.address(), "reader", "open sesame", "tele/cellar/SENSOR");
                Browser browser = Browser.of(house.port()).as(house.token())) {
            Page page = browser.open("/add?step=wire&country=CH&socket=unknown", Device.DESKTOP);
            page.getByText("By a device that publishes over MQTT").click();
            page.getByLabel("Address of the broker").fill("127.0.0.1");
            page.locator("#broker-port").fill("" + broker.port());
            page.locator("#broker-user").fill("reader");
            page.locator("#broker-password").fill("open sesame");
            page.getByText("Look for devices").click();
            choose(page, "tasmota · " + meter.topic());
            page.getByLabel("What do you call it?").fill("Cottage");
            page.getByText("Yes, save").click();
            page.getByText("See it now").click();
            page.getByText("Cottage").first().waitFor();

            browser.show("/meters", page);
            page.getByText("Cottage").first().click();
            rename("Chalet", button("Edit", page), page);
            assertThat(page.locator("h1")).hasText("Chalet");

            browser.show("/settings", page);
            rename("Hut", button("Chalet", page), page);
            assertThat(button("Hut", page)).isVisible();
            assertThat(house.text()).contains("name: Hut").doesNotContain("Cottage", "Chalet");
        }
    }

    private static void rename(String name, Locator edit, Page page) {
        edit.click();
        page.locator("#meter-name").fill(name);
        page.locator("dialog").getByText("Save").click();
    }

    private static Locator button(String name, Page page) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void choose(Page page, String words) {
        page.locator(".choice", new Page.LocatorOptions().setHasText(words))
                .first()
                .click();
    }

    private static void listen(Page page, PlayedMeter meter) {
        page.locator("#port-name").fill(meter.port());
        page.getByText("Start listening").click();
    }
}
