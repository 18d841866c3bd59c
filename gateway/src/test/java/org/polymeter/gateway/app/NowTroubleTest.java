package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polymeter.gateway.app.Browser.Device;

/** The page of now while something is broken. */
class NowTroubleTest {

    @ParameterizedTest
    @EnumSource
    void a_source_that_brings_nothing_says_what_is_wrong_and_what_to_do(Device device, @TempDir Path folder)
            throws Exception {
        try (Ward ward = Ward.open(folder, """
                        sources: [{id: attic, type: serial, port: /dev/ttyUSB7}]
                        outputs:
                        """);
                Browser browser = Browser.of(ward.port()).as(ward.token())) {
            Page page = browser.open("/now", device);

            assertThat(page.locator(".broken")).containsText("attic");
            assertThat(page.locator(".broken .trouble-title")).isVisible();
            assertThat(page.locator(".broken .trouble p").nth(1)).isVisible();
            assertThat(page.getByText("No meter has spoken yet")).isVisible();
            assertThat(browser.accessibility(page)).isEmpty();
            assertThat(browser.isTooWide(page)).isFalse();
        }
    }
}
