package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.polymeter.gateway.backup.Restore;
import org.polymeter.gateway.backup.StagedRestore;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.Configuration;

/** Before a gateway starts: a backup that waits to be restored is put in place, whatever was there is kept. */
final class StagedStart {

    /** Reads the configuration anew. */
    interface Reader {
        Configuration read() throws IOException, ConfigException;
    }

    private final Path file;
    private final Reader reader;
    private final PrintWriter out;
    private final PrintWriter err;

    /** {@code file}: of the configuration. */
    StagedStart(Path file, Reader reader, PrintWriter out, PrintWriter err) {
        this.file = file;
        this.reader = reader;
        this.out = out;
        this.err = err;
    }

    /** The configuration to start with: a backup that cannot be restored costs nothing else. */
    Configuration apply(Configuration configuration) throws IOException {
        StagedRestore staged = new StagedRestore(configuration.data());
        if (!staged.isWaiting()) {
            return configuration;
        }
        ProgressLine progress = new ProgressLine(out);
        try {
            List<Path> written = staged.withConfiguration() ? staged.placeConfiguration(file) : List.of();
            Configuration wanted = written.isEmpty() ? configuration : reader.read();
            Restore.Result result = staged.placeData(wanted.data(), progress);
            progress.clear();
            out.println("Restored the backup that was waiting, into " + wanted.data() + ".");
            result.aside().ifPresent(aside -> out.println("What was there before is in " + aside + "."));
            written.forEach(path -> out.println("Written: " + path));
            return wanted;
        } catch (IOException e) {
            return giveUp(staged, configuration, String.valueOf(e.getMessage()));
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            return giveUp(staged, configuration, "its configuration is not sound on this machine");
        } finally {
            progress.clear();
            out.flush();
            err.flush();
        }
    }

    private Configuration giveUp(StagedRestore staged, Configuration configuration, String reason) throws IOException {
        staged.giveUp();
        err.println("The backup that was waiting is not restored: " + reason + ". It is in " + staged.failed()
                + " now; the gateway goes on with what it has.");
        return configuration;
    }
}
