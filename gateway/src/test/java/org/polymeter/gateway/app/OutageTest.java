package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.app.Browser.Device;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages say while the gateway is away, and afterwards. */
class OutageTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void be_patient() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    /** {@code words}: that the page shows when it has been answered. */
    @ParameterizedTest
    @CsvSource({
        "/settings, What is kept",
        "/add, Switzerland",
        "/inspector, No frame has come yet",
        "/inspector?frame=nothing, This frame is no longer there",
        "/history, Nothing has been recorded yet",
        "/plugtest, Do your meters deliver what they should?",
        "/system, 127.0.0.1:9",
    })
    void a_page_that_found_nobody_says_so_and_fills_when_the_gateway_is_back(String path, String words)
            throws Exception {
        try (SetHouse house = SetHouse.in(folder);
                Browser browser = Browser.of(house.port()).as(house.token())) {
            Page page = browser.open(path, Device.DESKTOP);
            Locator main = page.locator("main");
            assertThat(main).containsText(words);
            browser.show("/now", page);
            assertThat(main).containsText("No meter has spoken yet");

            house.goAway();
            assertThat(page.locator(".connection")).isVisible();
            page.evaluate("path => (location.hash = path)", path);
            assertThat(page.locator("h1")).not().hasText("Now");
            assertThat(main).not().containsText(words);
            assertThat(browser.accessibility(page)).isEmpty();

            house.comeBack();
            assertThat(main).containsText(words);
            assertThat(page.getByText("does not answer")).hasCount(0);
            browser.forgive("ERR_");
            browser.forgive("404"); // there is no such frame
        }
    }
}
