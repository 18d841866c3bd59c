package org.polymeter.gateway.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;

/** {@code /api/app/backup}: all that is needed to go on elsewhere, as a download. It holds keys, so it is the owner's. */
public final class BackupPages implements Pages {

    private final Configuration configuration;
    private final String version;
    private final InstantSource clock;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** {@code version}: of this program. */
    public BackupPages(Configuration configuration, String version, InstantSource clock) {
        this.configuration = configuration;
        this.version = version;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, "/api/app/backup", Right.OWN, this::backup);
    }

    private Answer backup(Call call) throws IOException {
        if (configuration.file().isEmpty()) {
            return Answer.Problem.conflict("This gateway runs without a configuration file and keeps nothing.");
        }
        boolean dataOnly =
                call.parameter("configuration").filter("false"::equals).isPresent();
        Optional<Path> file = dataOnly ? Optional.empty() : configuration.file();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Contents contents = Contents.of(configuration, file);
        if (contents.parts().isEmpty()) {
            return Answer.Problem.conflict("There is nothing to back up: this gateway has no files yet.");
        }
        if (busy.get()) {
            return Answer.Problem.conflict("A backup is being made already; wait until it is there.");
        }
        Path data = configuration.data().toAbsolutePath();
        Manifest manifest = new Manifest(
                version,
                now,
                configuration.gateway(),
                Contents.fromFolder(Contents.folder(configuration.file().get()), data),
                file.map(it -> it.getFileName().toString()).orElse(""),
                Map.of());
        String name =
                "polymeter-" + configuration.gateway() + "-" + now.toString().substring(0, 10) + ".zip";
        return new Answer.Live(
                "application/zip",
                Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""),
                false,
                out -> {
                    if (!busy.compareAndSet(false, true)) {
                        throw new IOException("a backup is being made already");
                    }
                    try {
                        Files.createDirectories(data);
                        BackupWriter.send(out, data, manifest, contents.parts());
                    } finally {
                        busy.set(false);
                    }
                });
    }
}
