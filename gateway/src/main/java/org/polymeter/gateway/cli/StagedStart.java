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

    /** Returns whether the configuration is another one now. A backup that cannot be restored costs nothing else. */
    boolean apply(Configuration configuration) throws IOException {
        StagedRestore staged = new StagedRestore(configuration.data());
        if (!staged.isWaiting()) {
            return false;
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
            return !written.isEmpty();
        } catch (IOException e) {
            giveUp(staged, String.valueOf(e.getMessage()));
            return false;
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            giveUp(staged, "its configuration is not sound on this machine");
            return false;
        } finally {
            progress.clear();
            out.flush();
            err.flush();
        }
    }

    private void giveUp(StagedRestore staged, String reason) throws IOException {
        staged.giveUp();
        err.println("The backup that was waiting is not restored: " + reason + ". It is in " + staged.failed()
                + " now; the gateway goes on with what it has.");
    }
}
