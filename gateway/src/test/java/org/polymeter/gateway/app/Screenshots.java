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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.simulator.WireServer;

/** Pictures of all pages, both sizes, both themes: {@code scripts/screenshots}. No test, so it runs only when asked for. */
@SuppressWarnings("try") // life goes on without being looked at
class Screenshots {

    /** What is shown of the demo, and under which name. */
    private record Shot(String name, String path, String locale) {
        Shot(String name, String path) {
            this(name, path, "en-GB");
        }
    }

    /** In alphabetical order. */
    private static final List<Shot> DEMO = List.of(
            new Shot("inspector", "/inspector?source=austria"),
            new Shot("inspector-paste", "/inspector?paste=1", "de-CH"),
            new Shot("inspector-text", "/inspector?source=netherlands", "it-IT"),
            new Shot("meter", "/meters?meter=" + DemoApp.EKZ),
            new Shot("meter-codes", "/meters?codes=1&meter=" + DemoApp.BELGIUM, "de-CH"),
            new Shot("meters", "/meters"),
            new Shot("now", "/now"),
            new Shot("now-one", "/now?meter=" + DemoApp.EKZ, "de-CH"),
            new Shot("now-peak", "/now?meter=" + DemoApp.BELGIUM, "fr-CH"),
            new Shot("plugtest", "/plugtest"),
            new Shot("system", "/system", "it-CH"),
            new Shot("system-log", "/system?tab=log"),
            new Shot("welcome", "/welcome?token=example", "de-CH"));

    /** In alphabetical order. */
    private static final List<Shot> HISTORY = List.of(
            new Shot("history-all-meters", "/history?meter=all&period=year"),
            new Shot("history-costs", "/history?period=month&at=2026-10&show=costs", "de-CH"),
            new Shot("history-day", "/history?at=2026-10-24"),
            new Shot("history-empty", "/history?at=2024-10-20"),
            new Shot("history-month", "/history?period=month&at=2026-06&compare=1"),
            new Shot("history-year", "/history?period=year&at=2026", "fr-CH"));

    private static final Path FOLDER =
            Path.of(System.getenv().getOrDefault("POLYMETER_SCREENSHOTS", "../docs/screenshots"));

    /** Until the pages have heard what they show. */
    private static final double SETTLED = 4_000;

    @Test
    void of_the_demo() throws IOException {
        try (DemoApp demo = DemoApp.start();
                Browser browser = Browser.of(demo.port())) {
            Page first = browser.open("/now", Device.DESKTOP);
            browser.show("/plugtest", first);
            first.locator(".button.main").click();
            first.waitForTimeout(30_000); // so that there is something to see
            first.locator(".running .button").click();
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
                take(new Shot("meters-" + houses, "/meters", houses == 6 ? "de-CH" : "en-GB"), browser);
                take(new Shot("now-" + houses, "/now", houses == 6 ? "de-CH" : "en-GB"), browser);
            }
        }
    }

    @Test
    void of_two_years_of_history(@TempDir Path folder) throws IOException {
        try (Almanac years = Almanac.ofYears(folder);
                Browser browser = Browser.of(years.port())) {
            for (Shot shot : HISTORY) {
                take(shot, browser);
            }
        }
    }

    @Test
    void of_the_settings(@TempDir Path folder) throws IOException {
        try (SetHouse house = SetHouse.in(folder);
                Browser browser = Browser.of(house.port()).as(house.token())) {
            take(new Shot("settings", "/settings"), browser);
            take(new Shot("settings-file", "/settings?view=file", "de-CH"), browser);
        }
    }

    @Test
    void of_a_house_where_things_fail(@TempDir Path folder) throws Exception {
        try (Ward.Speaker meter = Ward.Speaker.of(Family.KAMSTRUP, Family.KAMSTRUP.keys(), 0);
                Ward ward = Ward.open(folder, """
                        gateway: cellar
                        sources:
                          - {id: attic, type: serial, port: /dev/ttyUSB7}
                          - {id: house, type: tcp, host: 127.0.0.1, port: %d, protocol: hdlc}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: 9}
                        """.formatted(meter.port()));
                Browser browser = Browser.of(ward.port()).as(ward.token())) {
            take(new Shot("access", "/access"), browser);
            take(new Shot("now-trouble", "/now", "de-CH"), browser);
            take(new Shot("system-trouble", "/system", "de-CH"), browser);
            take(new Shot("system-outputs", "/system?tab=outputs", "fr-CH"), browser);
            take(new Shot("system-backup", "/system?tab=backup", "nl-NL"), browser.signedIn());
            take(new Shot("signin", "/signin"), Browser.of(ward.port()));
        }
    }

    @Test
    void of_adding_a_meter_in_clear_and_an_encrypted_one(@TempDir Path folder) throws Exception {
        try (Ward ward = Ward.open(folder, "sources: []\noutputs:\n");
                Browser browser = Browser.of(ward.port()).as(ward.token())) {
            take(new Shot("add-1-country", "/add"), browser);
            take(new Shot("add-2-grid", "/add?step=grid&country=AT", "de-CH"), browser);
            take(new Shot("add-3-wire", "/add?step=wire&country=BE&op=0", "nl-NL"), browser);
            take(new Shot("add-3-socket", "/add?step=wire&country=FR", "fr-CH"), browser);
            String listen = "/add?step=listen&way=tcp&host=127.0.0.1&country=";
            listen(Family.NETZ_NOE, "add-4-key", listen + "AT&op=0&port=", browser);
            listen(Family.DSMR5, "add-5-values", listen + "NL&op=0&port=", browser);
        }
    }

    private static void listen(Family family, String name, String path, Browser browser)
            throws IOException, InterruptedException {
        Instant start = InstantSource.system().instant();
        Play play = new Play(family, family.keys(), Faults.NONE, 1, start);
        CountDownLatch stopping = new CountDownLatch(1);
        try (WireServer wire = new WireServer(0)) {
            Thread meter = Thread.ofVirtual().start(() -> speak(play, wire, stopping));
            take(new Shot(name, path + wire.port(), "de-CH"), browser);
            stopping.countDown();
            meter.join();
        }
    }

    private static void speak(Play play, WireServer wire, CountDownLatch stopping) {
        try {
            while (!stopping.await(1, TimeUnit.SECONDS)) {
                wire.send(play.at(InstantSource.system().instant()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
