package org.polymeter.gateway.app;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.app.Browser.Device;

/** Pictures of all pages, both sizes, both themes: {@code scripts/screenshots}. No test, so it runs only when asked for. */
class Screenshots {

    /** What is shown of the demo, and under which name. */
    private record Shot(String name, String path, String locale) {
        Shot(String name, String path) {
            this(name, path, "en-GB");
        }
    }

    /** In alphabetical order. */
    private static final List<Shot> DEMO = List.of(
            new Shot("now", "/now"),
            new Shot("now-one", "/now?meter=" + DemoApp.EKZ, "de-CH"),
            new Shot("now-peak", "/now?meter=" + DemoApp.BELGIUM, "fr-CH"));

    private static final Path FOLDER =
            Path.of(System.getenv().getOrDefault("POLYMETER_SCREENSHOTS", "../docs/screenshots"));

    /** Until the pages have heard what they show. */
    private static final double SETTLED = 4_000;

    @Test
    void of_the_demo() throws IOException {
        try (DemoApp demo = DemoApp.start();
                Browser browser = Browser.of(demo.port())) {
            Page first = browser.open("/now", Device.DESKTOP);
            first.waitForTimeout(30_000); // so that there is something to see
            for (Shot shot : DEMO) {
                take(shot, browser);
            }
        }
    }

    @Test
    void of_streets_with_few_and_many_houses() throws IOException {
        for (int houses : List.of(0, 1, 6, 60)) {
            try (Street street = Street.open();
                    Browser browser = Browser.of(street.port())) {
                inhabit(street, houses);
                take(new Shot("now-" + houses, "/now", houses == 6 ? "de-CH" : "en-GB"), browser);
            }
        }
    }

    private static void inhabit(Street street, int houses) {
        Instant now = Instant.ofEpochMilli(InstantSource.system().millis());
        for (int n = 1; n <= houses; n++) {
            String meter = "flat-" + n;
            String name = n == 2 ? "Wohnung 2, Familie Müller-Wachtendonk, Hinterhaus links" : "Wohnung " + n;
            street.moveIn(meter, name);
            for (int minute = 15; minute >= 0; minute--) {
                int watts = 200 + 37 * ((n * 31 + minute * minute * 7) % 60) - (n % 3 == 0 ? 1800 : 0);
                Instant time = n == 4 ? now.minusSeconds(300) : now.minusSeconds(60L * minute);
                street.say(meter, time, "power_w " + watts + ", energy_import_kwh " + (1000 * n + minute)
                        + ".5, energy_export_kwh " + 100 * n + ".25, voltage_l1_v 230.1, current_l1_a 1.2");
            }
            if (n == 5) {
                street.fallSilent(meter);
            }
        }
    }

    private static void take(Shot shot, Browser browser) throws IOException {
        Files.createDirectories(FOLDER);
        for (Device device : Device.values()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Page page = browser.open(shot.path(), device, shot.locale(), scheme);
                page.waitForTimeout(SETTLED);
                String name = String.join("-", shot.name(), device.name(), scheme.name()).toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
                page.close();
            }
        }
    }
}
