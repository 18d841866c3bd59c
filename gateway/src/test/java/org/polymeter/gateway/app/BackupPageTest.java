package org.polymeter.gateway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.app.Browser.Device;
import org.polymeter.gateway.app.Ward.Speaker;
import org.polymeter.gateway.backup.BackupReader;
import org.polymeter.gateway.backup.Progress;
import org.polymeter.gateway.backup.Restore;
import org.polymeter.gateway.endtoend.Program;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.web.Wire;

/** Backups through the web app, of a gateway that runs, and back. */
class BackupPageTest {

    private static final double PATIENCE_MILLIS = 20_000;

    private static final String YAML = """
            gateway: cellar
            history: {write: 1s}
            sources:
              - {id: house, type: tcp, host: 127.0.0.1, port: %d, zone: Europe/Amsterdam, meter: {id: house}}
            outputs:
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void take_time() {
        setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    @Test
    void a_backup_of_a_gateway_that_runs_goes_into_an_empty_folder() throws Exception {
        try (Speaker meter = Speaker.of(Family.DSMR5, Family.DSMR5.keys(), 0);
                Ward ward = Ward.open(folder, YAML.formatted(meter.port()));
                Browser browser = Browser.of(ward.port()).signedIn()) {
            remembered();
            Path file = download(browser.open("/system?tab=backup", Device.PHONE));

            Path other = folder.resolve("other");
            try (BackupReader backup = BackupReader.open(file)) {
                assertThat(backup.manifest().gateway()).isEqualTo("cellar");
                new Restore(backup, Progress.NONE).into(other.resolve("data"), Optional.of(other), false);
            }
            assertThat(other.resolve("polymeter.yaml")).hasSameTextualContentAs(folder.resolve("polymeter.yaml"));
            assertThat(other.resolve("data/journal/positions")).exists();
            assertThat(other.resolve("data/history.db")).exists();
            assertThat(folder.resolve("polymeter-data")).isDirectoryNotContaining("glob:**/.backup*");
        }
    }

    @Test
    void without_settings_there_are_no_keys_in_it() throws Exception {
        try (Speaker meter = Speaker.of(Family.DSMR5, Family.DSMR5.keys(), 0);
                Ward ward = Ward.open(folder, YAML.formatted(meter.port()));
                Browser browser = Browser.of(ward.port()).signedIn()) {
            remembered();
            Page page = browser.open("/system?tab=backup", Device.DESKTOP);
            page.getByLabel("With settings, keys and passwords").uncheck();

            try (BackupReader backup = BackupReader.open(download(page))) {
                assertThat(backup.sizes().keySet()).allMatch(name -> name.startsWith("data/"));
            }
        }
    }

    @Test
    void a_restore_waits_and_is_in_force_after_the_next_start() throws Exception {
        Path file;
        try (Speaker meter = Speaker.of(Family.DSMR5, Family.DSMR5.keys(), 0)) {
            String yaml = YAML.formatted(meter.port());
            try (Ward ward = Ward.open(folder, yaml);
                    Browser browser = Browser.of(ward.port()).signedIn()) {
                remembered();
                file = Files.copy(
                        download(browser.open("/system?tab=backup", Device.DESKTOP)), folder.resolve("kept.zip"));
                Files.writeString(folder.resolve("polymeter-data/later.txt"), "made after the backup");
                Page page = browser.open("/system?tab=backup", Device.DESKTOP);
                choose(page, file);

                assertThat(page.getByText("The backup is whole")).isVisible();
                assertThat(page.locator(".facts")).containsText("polymeter.yaml");
                assertThat(browser.accessibility(page)).isEmpty();
                page.getByLabel("Take over its settings, too").check();
                page.getByText("Restore at the next start").click();

                assertThat(page.getByText("A backup waits for the next start")).isVisible();
                assertThat(folder.resolve("polymeter-data/later.txt")).exists();
            }
            String changed =
                    Files.readString(folder.resolve("polymeter.yaml")).replace("gateway: cellar", "gateway: attic");
            try (Program program = Program.run(folder, changed)) {
                await().until(() -> program.log().contains("Restored the backup"));

                assertThat(folder.resolve("polymeter.yaml")).content().contains("gateway: cellar");
                assertThat(folder.resolve("polymeter.yaml.before-restore"))
                        .content()
                        .contains("gateway: attic");
                assertThat(folder.resolve("polymeter-data/before-restore/later.txt"))
                        .exists();
                assertThat(folder.resolve("polymeter-data/later.txt")).doesNotExist();
                await().until(() ->
                        folder.resolve("polymeter-data/history.db").toFile().exists());
            }
        }
    }

    @Test
    void who_thinks_better_of_it_finds_all_as_it_was() throws Exception {
        try (Speaker meter = Speaker.of(Family.DSMR5, Family.DSMR5.keys(), 0);
                Ward ward = Ward.open(folder, YAML.formatted(meter.port()));
                Browser browser = Browser.of(ward.port()).signedIn()) {
            remembered();
            Page page = browser.open("/system?tab=backup", Device.PHONE);
            choose(page, Files.copy(download(page), folder.resolve("kept.zip")));
            page.getByText("Restore at the next start").click();
            page.getByText("Do not restore it").click();

            assertThat(page.getByText("Choose a file")).isVisible();
            assertThat(folder.resolve("polymeter-data")).isDirectoryNotContaining("glob:**/.restore");
        }
    }

    @Test
    void what_is_no_backup_is_refused_with_the_reason() throws Exception {
        byte[] garbage = new byte[1_300_000]; // three pieces
        new Random(1).nextBytes(garbage);
        try (Ward ward = Ward.open(folder, YAML.formatted(Mosquitto.freePort()));
                Browser browser = Browser.of(ward.port()).signedIn()) {
            Page page = browser.open("/system?tab=backup", Device.DESKTOP);
            choose(page, Files.write(folder.resolve("garbage.zip"), garbage));

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("The file is damaged, or no backup of Polymeter");
            assertThat(page.getByText("Choose a file")).isVisible();
            assertThat(folder.resolve("polymeter-data")).isDirectoryNotContaining("glob:**/.upload");
            browser.forgive("409");
        }
    }

    @Test
    void what_is_too_large_or_not_what_was_announced_is_refused() throws Exception {
        try (Ward ward = Ward.open(folder, YAML.formatted(Mosquitto.freePort()));
                Browser browser = Browser.of(ward.port()).signedIn()) {
            Page page = browser.open("/system?tab=backup", Device.DESKTOP);

            assertThat(post(page, "?size=999999999999999", 0).text()).contains("has room for");
            assertThat(post(page, "/piece?at=0", 10).status()).isEqualTo(409);
            assertThat(post(page, "?size=1000", 0).status()).isEqualTo(200);
            assertThat(post(page, "/piece?at=0", 600_000).status()).isEqualTo(413);
            assertThat(post(page, "/piece?at=500", 10).text()).contains("The next piece begins at 0, not at 500.");
            assertThat(post(page, "/piece?at=0", 1_001).text()).contains("More came than was announced.");
            assertThat(post(page, "/check", 0).text()).contains("Not all of it has come");
        }
    }

    @Test
    void no_program_has_a_backup_or_brings_one_whatever_its_token_may() throws Exception {
        try (Ward ward = Ward.open(folder, YAML.formatted(Mosquitto.freePort()))) {
            Wire wire = new Wire(ward.port());
            String token = "Authorization: Bearer " + ward.token();

            for (String call : List.of(
                    "GET /api/app/backup",
                    "GET /api/app/restore",
                    "POST /api/app/restore?size=1000",
                    "POST /api/app/restore/piece?at=0",
                    "POST /api/app/restore/check",
                    "PUT /api/app/restore",
                    "DELETE /api/app/restore",
                    "POST /api/app/token",
                    "DELETE /api/app/token/a")) {
                String[] words = call.split(" ", 2);
                Wire.Reply reply = wire.ask(words[0], words[1], token);
                assertThat(reply.status()).as(call).isEqualTo(403);
                assertThat(reply.body()).as(call).contains("the owner's business");
            }
        }
    }

    private APIResponse post(Page page, String path, int bytes) {
        String server = page.url().replaceFirst("/#.*", "");
        String session = page.request().get(server + "/api/app/session").text();
        String proof = session.replaceFirst("(?s).*\"csrf\":\"([^\"]*)\".*", "$1");
        return page.request()
                .post(
                        server + "/api/app/restore" + path,
                        RequestOptions.create().setHeader("X-Polymeter", proof).setData(new byte[bytes]));
    }

    private static Path download(Page page) {
        Locator link = page.getByText("Download backup");
        return page.waitForDownload(link::click).path();
    }

    private static void choose(Page page, Path file) {
        page.locator("input[type=file]").setInputFiles(file);
    }

    /** The meter has been heard, and what was learnt of it is on disk. */
    private void remembered() throws IOException {
        await().until(() -> Files.exists(folder.resolve("polymeter-data/history.db")));
    }
}
