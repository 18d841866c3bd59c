package org.polymeter.gateway.app;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                    Life life = new Life(street, houses);
                    Browser browser = Browser.of(street.port())) {
                take(new Shot("now-" + houses, "/now", houses == 6 ? "de-CH" : "en-GB"), browser);
            }
        }
    }

    /** In alphabetical order. */
    private static final List<Shot> HISTORY = List.of(
            new Shot("history-all-meters", "/history?meter=all&period=year"),
            new Shot("history-costs", "/history?period=month&at=2026-10&show=costs", "de-CH"),
            new Shot("history-day", "/history?at=2026-10-24"),
            new Shot("history-empty", "/history?at=2024-10-20"),
            new Shot("history-month", "/history?period=month&at=2026-06&compare=1"),
            new Shot("history-year", "/history?period=year&at=2026", "fr-CH"));

    @Test
    void of_two_years_of_history(@TempDir Path folder) throws IOException {
        try (Almanac years = Almanac.ofYears(folder);
                Browser browser = Browser.of(years.port())) {
            for (Shot shot : HISTORY) {
                take(shot, browser);
            }
        }
    }

    private static void take(Shot shot, Browser browser) throws IOException {
        Files.createDirectories(FOLDER);
        for (Device device : Device.values()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Page page = browser.open(shot.path(), device, shot.locale(), scheme);
                page.waitForTimeout(SETTLED);
                String name = String.join("-", shot.name(), device.name(), scheme.name())
                        .toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
                page.close();
            }
        }
    }
}
