package org.polymeter.gateway.app;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.app.Browser.Device;

/** How light the app is, as {@code scripts/measure-app} prints it for docs/performance.md. No test. */
@SuppressWarnings("try") // life goes on without being looked at
class AppFigures {

    /** A network and a processor, as Chromium's tools know them. */
    private record Conditions(String name, double latencyMillis, double bytesPerSecond, int slowness) {}

    private static final List<Conditions> CONDITIONS = List.of(
            new Conditions("as it is", 0, -1, 1),
            new Conditions("Fast 3G of Lighthouse (150 ms, 1.6 Mbit/s), 4 x CPU", 150, 1.6 * 1024 * 1024 / 8, 4),
            new Conditions(
                    "Fast 3G of DevTools (563 ms, 1.44 Mbit/s), 4 x CPU", 562.5, 1.6 * 1024 * 1024 / 8 * 0.9, 4));

    private static final int TIMES = 5;

    private static final int MINUTES = Integer.parseInt(System.getenv().getOrDefault("POLYMETER_APP_MINUTES", "10"));

    @Test
    void first_load() throws IOException {
        print("| network and processor | requests | bytes, compressed | something is shown | the values are there |");
        print("|---|--:|--:|--:|--:|");
        try (Street street = Street.open();
                Life life = new Life(street, 1);
                Browser browser = Browser.of(street.port())) {
            for (Conditions conditions : CONDITIONS) {
                load(conditions, browser, street.port()); // the server is warm from here on
                double[] painted = new double[TIMES];
                double[] there = new double[TIMES];
                Load load = null;
                for (int i = 0; i < TIMES; i++) {
                    load = load(conditions, browser, street.port());
                    painted[i] = load.painted();
                    there[i] = load.there();
                }
                print(String.format(
                        Locale.ROOT,
                        "| %s | %d | %,d | %.0f ms | %.0f ms |",
                        conditions.name(),
                        load == null ? 0 : load.requests(),
                        load == null ? 0 : load.bytes(),
                        median(painted),
                        median(there)));
            }
        }
    }

    private record Load(int requests, long bytes, double painted, double there) {}

    private static Load load(Conditions conditions, Browser browser, int port) {
        BrowserContext context = browser.context(Device.PHONE, "en-GB", ColorScheme.LIGHT);
        Page page = context.newPage();
        CDPSession tools = context.newCDPSession(page);
        JsonObject network = new JsonObject();
        network.addProperty("offline", false);
        network.addProperty("latency", conditions.latencyMillis());
        network.addProperty("downloadThroughput", conditions.bytesPerSecond());
        network.addProperty("uploadThroughput", conditions.bytesPerSecond());
        tools.send("Network.enable");
        tools.send("Network.emulateNetworkConditions", network);
        JsonObject processor = new JsonObject();
        processor.addProperty("rate", conditions.slowness());
        tools.send("Emulation.setCPUThrottlingRate", processor);
        Queue<Response> responses = new ConcurrentLinkedQueue<>();
        page.onResponse(responses::add);
        page.addInitScript(
                "new MutationObserver(() => { if (!window.there && document.querySelector('.hero .figure-value'))"
                        + " window.there = performance.now(); }).observe(document, {subtree: true, childList: true});");
        page.navigate("http://127.0.0.1:" + port + "/");
        page.waitForFunction("() => window.there");
        Map<?, ?> times = (Map<?, ?>)
                page.evaluate("() => ({there, painted: performance.getEntriesByType('paint').at(-1)?.startTime ?? 0,"
                        + " bytes: performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                        + ".reduce((sum, it) => sum + it.transferSize, 0)})");
        int requests = responses.size();
        context.close();
        return new Load(
                requests,
                number(times, "bytes").longValue(),
                number(times, "painted").doubleValue(),
                number(times, "there").doubleValue());
    }

    @Test
    void page_left_open() throws IOException {
        print("| minutes open | JavaScript heap | elements | listeners |");
        print("|--:|--:|--:|--:|");
        try (Street street = Street.open();
                Life life = new Life(street, 6);
                Browser browser = Browser.of(street.port())) {
            BrowserContext context = browser.context(Device.DESKTOP, "en-GB", ColorScheme.LIGHT);
            Page page = context.newPage();
            page.navigate("http://127.0.0.1:" + street.port() + "/");
            page.locator(".meter-card").nth(5).waitFor();
            CDPSession tools = context.newCDPSession(page);
            tools.send("Performance.enable");
            for (int minute = 0; minute <= MINUTES; minute++) {
                tools.send("HeapProfiler.collectGarbage");
                Map<String, Double> metrics = new java.util.HashMap<>();
                tools.send("Performance.getMetrics")
                        .getAsJsonArray("metrics")
                        .forEach(it -> metrics.put(
                                it.getAsJsonObject().get("name").getAsString(),
                                it.getAsJsonObject().get("value").getAsDouble()));
                print(String.format(
                        Locale.ROOT,
                        "| %d | %.2f MB | %.0f | %.0f |",
                        minute,
                        metrics.getOrDefault("JSHeapUsedSize", 0.0) / 1e6,
                        metrics.getOrDefault("Nodes", 0.0),
                        metrics.getOrDefault("JSEventListeners", 0.0)));
                if (minute < MINUTES) {
                    page.waitForTimeout(60_000);
                }
            }
        }
    }

    /** From the click until bars are drawn: of two years with a reading every five minutes, tariffs, sun and gas. */
    @Test
    void year_of_history(@TempDir Path folder) throws IOException {
        print("| click | first, server just started | median of " + TIMES + " | slowest |");
        print("|---|--:|--:|--:|");
        try (Almanac years = Almanac.ofYears(folder);
                Browser browser = Browser.of(years.port())) {
            Map<String, List<Double>> times = new LinkedHashMap<>();
            for (int i = 0; i <= TIMES; i++) {
                Page page = browser.context(Device.DESKTOP, "en-GB", ColorScheme.LIGHT)
                        .newPage();
                // the clock stays as it is: Playwright's has no marks
                page.addInitScript("addEventListener('click', event => { window.clicked = event.timeStamp;"
                        + " window.drawn = 0; }, true); new PerformanceObserver(list => list.getEntries().forEach("
                        + "mark => { if (mark.name === 'history-drawn' && window.clicked && !window.drawn)"
                        + " window.drawn = mark.startTime - window.clicked; })).observe({type: 'mark'});");
                browser.show("/history?period=month&at=2025-06", page);
                page.waitForTimeout(3_000);
                for (String name : List.of("Year", "Previous period", "Next period", "Month", "Day")) {
                    page.getByRole(
                                    AriaRole.BUTTON,
                                    new Page.GetByRoleOptions().setName(name).setExact(true))
                            .click();
                    double millis =
                            ((Number) page.waitForFunction("() => window.drawn").jsonValue()).doubleValue();
                    times.computeIfAbsent(name, key -> new ArrayList<>()).add(millis);
                    page.waitForTimeout(3_000);
                }
                page.close();
            }
            times.forEach((name, all) -> print(String.format(
                    Locale.ROOT,
                    "| %s | %.0f ms | %.0f ms | %.0f ms |",
                    name,
                    all.getFirst(),
                    median(all.stream().skip(1).mapToDouble(it -> it).toArray()),
                    all.stream().skip(1).mapToDouble(it -> it).max().orElseThrow())));
        }
    }

    private static Number number(Map<?, ?> times, String name) {
        return times.get(name) instanceof Number number ? number : 0;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String line) {
        System.out.println("measure-app " + line);
    }
}
