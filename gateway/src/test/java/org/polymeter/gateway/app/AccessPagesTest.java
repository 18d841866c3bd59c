package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.gateway.Wiring;
import org.polymeter.gateway.access.Owner;
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.web.Wire;

/** The pages of the password: the first one, signing in, and what the owner does about it all. */
class AccessPagesTest {

    private static final String NO_ANSWER = "Polymeter does not answer. Is it running?";
    private static final String REFUSED = "the server responded with a status of 403";

    @TempDir
    private Path folder;

    private final StringWriter console = new StringWriter();
    private @Nullable Running gateway;
    private @Nullable Browser browser;
    private int port;

    /** A password takes its time, on purpose. */
    @BeforeAll
    static void be_patient() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterEach
    void close() {
        browser().close();
        requireNonNull(gateway).close();
    }

    @ParameterizedTest
    @CsvSource({"PHONE", "DESKTOP"})
    void the_link_of_the_console_leads_to_the_first_password_and_in(Device device) throws Exception {
        start("");
        Matcher link = Pattern.compile("#(/welcome\\?token=\\S+)").matcher(console.toString());
        assertThat(link.find()).isTrue();
        Page page = browser().open(link.group(1), device);
        assertThat(page.url()).as("where others could read it").doesNotContain("token");

        fill(page, "New password", "otters");
        button(page, "Set the password").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText(Pattern.compile("too short"));
        fill(page, "New password", Owner.PASSWORD);
        button(page, "Set the password").click();

        assertThat(page.getByText("No meter has spoken yet")).isVisible();
        page.navigate("http://127.0.0.1:" + port + "/#/access");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Tokens for programs")))
                .isVisible();
    }

    @Test
    void a_link_that_is_used_up_or_cut_short_says_what_to_do() throws Exception {
        start("");
        Page page = browser().open("/welcome", Device.PHONE);
        assertThat(page.getByText("The link is not complete")).isVisible();

        page = browser().open("/welcome?token=cut", Device.PHONE);
        fill(page, "New password", Owner.PASSWORD);
        button(page, "Set the password").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText(Pattern.compile("does not work any more"));
        browser().forgive(REFUSED);
    }

    @Test
    void who_is_not_signed_in_signs_in_and_goes_on_to_where_they_wanted() throws Exception {
        settle("");
        Page page = browser().open("/access", Device.DESKTOP);
        assertThat(page).hasURL(Pattern.compile("#/signin\\?back="));

        fill(page, "Password", "wrong-otters");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("That is not the password.");
        browser().forgive(REFUSED);
        fill(page, "Password", Owner.PASSWORD);
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile("#/access$"));
        assertThat(page.getByLabel("Present password")).isVisible();
        button(page, "Sign out").first().click();
        assertThat(page).hasURL(Pattern.compile("#/signin"));
    }

    @Test
    void who_signs_out_of_a_session_that_has_ended_is_out() throws Exception {
        settle("");
        Page page = signIn(Device.DESKTOP);
        page.context()
                .addCookies(page.context().cookies().stream()
                        .map(it -> new Cookie(it.name, "of-yesterday")
                                .setDomain(it.domain)
                                .setPath(it.path))
                        .toList());

        button(page, "Sign out").first().click();

        assertThat(page).hasURL(Pattern.compile("#/signin"));
        browser().forgive(REFUSED);
    }

    @Test
    void a_password_manager_finds_what_it_looks_for_and_the_password_can_be_shown() throws Exception {
        settle("");
        Page page = browser().open("/signin", Device.PHONE);
        Locator password = page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true));

        assertThat(password).hasAttribute("autocomplete", "current-password");
        assertThat(password).hasAttribute("type", "password");
        assertThat(password).isFocused();
        assertThat(page.locator("input[autocomplete=username]")).hasCount(1);
        button(page, "Show the password").click();
        assertThat(password).hasAttribute("type", "text");
    }

    @Test
    void another_password_signs_out_all_other_browsers() throws Exception {
        settle("");
        Page one = signIn(Device.DESKTOP);
        Page other = signIn(Device.PHONE);

        one.getByLabel("Present password").fill("wrong-otters");
        one.getByLabel("New password").fill("Another-One-Instead");
        button(one, "Change password").click();
        assertThat(one.getByRole(AriaRole.ALERT)).hasText("That is not the password.");
        browser().forgive(REFUSED);
        one.getByLabel("Present password").fill(Owner.PASSWORD);
        button(one, "Change password").click();
        assertThat(one.getByText("The password is changed")).isVisible();

        button(one, "Sign out everywhere").click();
        button(one, "Cancel").click();
        other.reload();
        assertThat(other).hasURL(Pattern.compile("#/signin"));
        one.reload();
        assertThat(one.getByLabel("Present password")).isVisible();
        browser().forgive("401");
    }

    @Test
    void signing_out_everywhere_includes_this_browser() throws Exception {
        settle("");
        Page page = signIn(Device.PHONE);
        button(page, "Sign out everywhere").click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign out everywhere"))
                .click();
        assertThat(page).hasURL(Pattern.compile("#/signin"));
    }

    @Test
    void a_token_is_shown_once_and_works_until_it_is_deleted() throws Exception {
        settle("");
        Page page = signIn(Device.DESKTOP);
        String token = makeToken(page);
        assertThat(token).startsWith("polymeter_");
        Wire wire = new Wire(port);
        assertThat(wire.get("/api/1/meter", "Authorization: Bearer " + token).status())
                .isEqualTo(200);
        page.keyboard().press("Escape");

        assertThat(page.locator(".token-list")).hasText(Pattern.compile("Home Assistant\\s*see values · until .*"));
        assertThat(page.content()).doesNotContain(token);
        button(page, "Delete the token of Home Assistant").click();
        button(page, "Delete").last().click();
        assertThat(page.getByText("There is none yet.")).isVisible();
        assertThat(wire.get("/api/1/meter", "Authorization: Bearer " + token).status())
                .isEqualTo(401);
    }

    /** As over plain HTTP, where browsers have no clipboard for pages. */
    @Test
    void a_token_is_copied_where_there_is_no_clipboard() throws Exception {
        settle("");
        Page page = signIn(Device.DESKTOP);
        String token = makeToken(page);
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        page.evaluate("""
                Object.defineProperty(navigator, 'clipboard', {value: undefined});
                document.addEventListener('copy', event => (window.copied = event.target.value));
                """);

        dialog.getByText("Copy", new Locator.GetByTextOptions().setExact(true)).click();

        assertThat(dialog.getByText("Copied")).isVisible();
        assertThat(page.evaluate("window.copied")).isEqualTo(token);
    }

    @Test
    void what_does_not_reach_the_gateway_is_told_and_can_be_tried_again() throws Exception {
        settle("");
        Page page = signIn(Device.DESKTOP);
        makeToken(page);
        page.keyboard().press("Escape");
        Locator tokens = page.locator(".token-list");
        Locator card = page.locator(".card").filter(new Locator.FilterOptions().setHas(tokens));
        page.context().setOffline(true);

        button(page, "Delete the token of Home Assistant").click();
        button(page, "Delete").last().click();
        assertThat(card).containsText(NO_ANSWER);
        assertThat(tokens).containsText("Home Assistant");
        button(page, "Sign out everywhere").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByText("Sign out everywhere").last().click();
        assertThat(dialog).containsText(NO_ANSWER);
        button(page, "Cancel").click();

        page.context().setOffline(false);
        button(page, "Delete the token of Home Assistant").click();
        button(page, "Delete").last().click();
        assertThat(page.getByText("There is none yet.")).isVisible();
        assertThat(page.getByText(NO_ANSWER)).hasCount(0);
        browser().forgive("ERR_INTERNET_DISCONNECTED");
    }

    @Test
    void a_guest_looks_around_and_is_offered_to_sign_in() throws Exception {
        settle(", guest: true");
        Page page = browser().open("/now", Device.DESKTOP);

        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Settings")))
                .isHidden();
    }

    @Test
    void a_certificate_of_its_own_making_is_enough_to_sign_in_by_https() throws Exception {
        settle(", tls: generated");
        Page page = signIn(Device.PHONE);

        assertThat(page.url()).startsWith("https://");
        assertThat(page.context().cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.name).isEqualTo("__Host-polymeter-cellar");
            assertThat(cookie.secure).isTrue();
            assertThat(cookie.httpOnly).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "PHONE, LIGHT, en-GB",
        "PHONE, DARK, de-CH",
        "DESKTOP, LIGHT, fr-CH",
        "DESKTOP, DARK, it-CH",
        "PHONE, LIGHT, nl-NL"
    })
    void everybody_can_use_these_pages(Device device, ColorScheme scheme, String locale) throws Exception {
        settle("");
        Page page = browser().open("/signin", device, locale, scheme);
        check(page);
        page.locator("#password").fill(Owner.PASSWORD);
        page.keyboard().press("Enter");
        page.locator(device == Device.PHONE ? ".bar" : ".ways").waitFor();
        browser().show("/access", page);
        page.locator(".token-form").waitFor();
        check(page);
        page.locator("#token-name").fill("Prometheus in the cellar, second rack from the left, the old one");
        page.locator(".token-form button").click();
        page.getByRole(AriaRole.DIALOG).waitFor();
        check(page);
        page.keyboard().press("Escape");
        browser().show("/welcome", page);
        check(page);
    }

    private void check(Page page) throws IOException {
        assertThat(browser().accessibility(page)).isEmpty();
        assertThat(browser().isTooWide(page)).isFalse();
    }

    private Page signIn(Device device) {
        BrowserContext context = browser().context(device, "en-GB", ColorScheme.LIGHT);
        Page page = context.newPage();
        browser().show("/access", page);
        fill(page, "Password", Owner.PASSWORD);
        page.keyboard().press("Enter");
        page.getByLabel("Present password").waitFor();
        return page;
    }

    /** For Home Assistant; the dialog with it stays open. */
    private static String makeToken(Page page) {
        page.getByLabel("Name").fill("Home Assistant");
        button(page, "Make a token").click();
        return page.getByRole(AriaRole.DIALOG)
                .getByLabel("Token", new Locator.GetByLabelOptions().setExact(true))
                .inputValue();
    }

    private static void fill(Page page, String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
    }

    private Browser browser() {
        return requireNonNull(browser);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void settle(String settings) throws Exception {
        Owner.settle(folder.resolve("data"));
        start(settings);
    }

    /** {@code settings}: of the http output, beside its port. */
    private void start(String settings) throws IOException, ConfigException {
        port = Mosquitto.freePort();
        String yaml = """
                gateway: cellar
                data: data
                sources: [{id: p1, type: tcp, host: 127.0.0.1, port: 1}]
                outputs: [{type: http, port: %d%s}]
                """.formatted(port, settings);
        gateway = new Wiring(InstantSource.system())
                .start(
                        new ConfigReader(Map.of(), Set.of(), "test").read("polymeter.yaml", folder, yaml),
                        new PrintWriter(console));
        browser = Browser.of((settings.contains("tls") ? "https" : "http") + "://127.0.0.1:" + port);
    }
}
