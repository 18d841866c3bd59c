package org.polymeter.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.polymeter.gateway.access.Owner;
import org.polymeter.gateway.consumers.NodePackages;

/**
 * Chromium without a window. It belongs to the thread that opened it. Closing it fails if a page wrote an error to the
 * console, threw one, or asked another host than the gateway.
 */
public final class Browser implements AutoCloseable {

    /** What a page is looked at with. */
    public enum Device {
        PHONE(390, 844),
        DESKTOP(1280, 800);

        private final int width;
        private final int height;

        Device(int width, int height) {
            this.width = width;
            this.height = height;
        }

        /** In CSS pixels. */
        public int width() {
            return width;
        }
    }

    private static final String AXE = "axe-core/axe.min.js";

    private final com.microsoft.playwright.Browser chromium;
    private final String gateway;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private boolean signsIn;
    private Map<String, String> headers = Map.of();

    private Browser(com.microsoft.playwright.Browser chromium, String gateway) {
        this.chromium = chromium;
        this.gateway = gateway;
    }

    /** For the gateway at this port. */
    public static Browser of(int port) throws IOException {
        return of("http://127.0.0.1:" + port);
    }

    /** {@code gateway}: its address without a path. */
    public static Browser of(String gateway) throws IOException {
        return new Browser(Chromium.shared(), gateway);
    }

    /** From now on, pages are those of somebody with this token, so that nobody has to sign in. */
    public Browser as(String token) {
        headers = Map.of("Authorization", "Bearer " + token);
        return this;
    }

    /** From now on, pages are those of the owner, who has signed in: a download shows no token. */
    public Browser signedIn() {
        headers = Map.of();
        signsIn = true;
        return this;
    }

    /** From now on, pages are those of somebody who has yet to sign in. */
    public Browser asNobody() {
        headers = Map.of();
        return this;
    }

    /** A page of the app, in English: {@code open("/now", DESKTOP)}. */
    public Page open(String path, Device device) {
        return open(path, device, "en-GB", ColorScheme.LIGHT);
    }

    /** {@code locale}: of the browser, such as de-CH. Each page is of a reader of its own, with cookies of its own. */
    public Page open(String path, Device device, String locale, ColorScheme scheme) {
        Page page = context(device, locale, scheme).newPage();
        show(path, page);
        return page;
    }

    /** Opens another page in the same context, or the same page at another place. */
    public void show(String path, Page page) {
        page.navigate(gateway + "/#" + path);
        page.locator("h1").first().waitFor();
    }

    /** A reader with cookies of their own. */
    public BrowserContext context(Device device, String locale, ColorScheme scheme) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(device.width, device.height)
                .setLocale(locale)
                .setExtraHTTPHeaders(headers)
                .setTimezoneId("Europe/Zurich")
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setHasTouch(device == Device.PHONE)
                .setIgnoreHTTPSErrors(true)
                .setAcceptDownloads(true));
        context.setDefaultTimeout(20_000);
        context.onConsoleMessage(this::hear);
        context.onWebError(error -> complaints.add(error.error()));
        context.onRequest(this::watch);
        if (signsIn) {
            context.request()
                    .post(
                            gateway + "/api/app/session",
                            RequestOptions.create().setData(Map.of("password", Owner.PASSWORD)));
        }
        contexts.add(context);
        return context;
    }

    /** What axe finds wrong with a page as it is now: rule and element; empty if nothing is. */
    public List<String> accessibility(Page page) throws IOException {
        page.evaluate(Files.readString(NodePackages.folder().resolve(AXE)));
        Object found = page.evaluate("""
                async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}))
                    .violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`))
                """);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** Whether it has to be moved sideways to be read. */
    public boolean isTooWide(Page page) {
        return (Boolean) page.evaluate("() => document.documentElement.scrollWidth > innerWidth");
    }

    /** For tests in which requests are refused on purpose: what the console said so far counts no more. */
    public void forgive(String part) {
        complaints.removeIf(complaint -> complaint.contains(part));
    }

    private void hear(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text() + " " + message.location());
        }
    }

    private void watch(Request request) {
        String url = request.url();
        boolean isOurs = url.startsWith(gateway + "/") || url.startsWith("data:") || url.startsWith("blob:" + gateway);
        if (!isOurs) {
            complaints.add("asked another host: " + URI.create(url).getHost());
        }
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
        assertThat(complaints).as("what pages complained of").isEmpty();
    }
}
