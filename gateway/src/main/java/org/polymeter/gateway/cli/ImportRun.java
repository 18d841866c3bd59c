package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.polymeter.codec.reading.Timestamps;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.imports.Format;
import org.polymeter.gateway.imports.HistoryImport;
import org.polymeter.gateway.imports.ImportException;
import org.polymeter.gateway.imports.ImportSettings;
import org.polymeter.gateway.imports.Tally;

/** Imports files into a history while people look on. */
final class ImportRun {

    private final History history;
    private final ImportSettings settings;
    private final boolean dry;
    private final PrintWriter out;
    private final PrintWriter err;
    private boolean anyFailed;

    ImportRun(History history, ImportSettings settings, boolean dry, PrintWriter out, PrintWriter err) {
        this.history = history;
        this.settings = settings;
        this.dry = dry;
        this.out = out;
        this.err = err;
    }

    /** Whether anything at all could not be imported. */
    boolean anyFailed() {
        return anyFailed;
    }

    void file(Path path, Format format) throws IOException {
        ImportProgress progress = new ImportProgress(path.getFileName().toString(), out, err);
        Tally tally = new Tally(progress);
        progress.count(tally);
        String problem = "";
        try {
            new HistoryImport(history, settings, tally, dry).read(path, format);
        } catch (ImportException e) {
            problem = String.valueOf(e.getMessage());
        }
        progress.end();
        report(path, format, tally);
        if (!problem.isEmpty()) {
            err.println(problem);
            err.flush();
        }
        anyFailed |= tally.refused() > 0 || !problem.isEmpty();
    }

    void chain(String before, String after) throws IOException {
        try {
            if (!dry) {
                new HistoryImport(history, settings, new Tally(new ImportProgress("", out, err)), false)
                        .chain(before, after);
                out.println(after + " is at the place of " + before + ": its history goes on from there.");
                out.flush();
            }
        } catch (ImportException e) {
            err.println(e.getMessage());
            err.flush();
            anyFailed = true;
        }
    }

    private void report(Path path, Format format, Tally tally) {
        out.printf("%s, %s: %s%n", path.getFileName(), format.words(), sum(tally));
        for (Map.Entry<String, Tally.Share> entry : tally.meters().entrySet()) {
            Tally.Share share = entry.getValue();
            out.printf(
                    "  %s  %,d readings from %s to %s%n",
                    entry.getKey(),
                    share.readings(),
                    Timestamps.format(share.first()),
                    Timestamps.format(share.last()));
        }
        tally.passedOver().forEach((why, count) -> out.printf("  left out %,d times: %s%n", count, why));
        out.flush();
    }

    private String sum(Tally tally) {
        String result = dry
                ? "%,d readings would be imported".formatted(tally.readings())
                : "%,d readings, %,d of them new".formatted(tally.readings(), tally.news());
        return "%,d rows, ".formatted(tally.rows())
                + result
                + (tally.refused() == 0 ? "" : ", %,d not usable".formatted(tally.refused()));
    }
}
