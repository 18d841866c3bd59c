package org.polymeter.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.consumers.NodePackages;
import org.polymeter.gateway.mqtt.Mosquitto;

/** The one Chromium of all tests: it takes a second or two to start. Tests of one thread use it, one after the other. */
final class Chromium {

    /** Inside a container there is no sandbox; nothing from elsewhere is shown. */
    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-background-networking");

    private static @Nullable Browser started;

    private Chromium() {}

    static Browser shared() throws IOException {
        Browser browser = started;
        if (browser == null) {
            browser = start();
            started = browser;
        }
        return browser;
    }

    private static Browser start() throws IOException {
        String chromium = Mosquitto.find("chromium");
        assertThat(chromium).as("Chromium, which ./verify installs").isNotEmpty();
        System.setProperty("playwright.cli.dir", driver().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH", NodePackages.node(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "chromium ends"));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(chromium))
                        .setArgs(FLAGS));
    }

    /** Playwright's driver wants its program in a folder called "package". */
    private static Path driver() throws IOException {
        Path folder = Files.createTempDirectory("driver");
        Path program = folder.resolve("package");
        Files.createSymbolicLink(program, NodePackages.folder().resolve("playwright-core"));
        folder.toFile().deleteOnExit();
        program.toFile().deleteOnExit();
        return folder;
    }
}
