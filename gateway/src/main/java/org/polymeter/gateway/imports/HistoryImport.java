package org.polymeter.gateway.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistoryMeter;

/**
 * Puts files of earlier years into the history. It may be done again at any time, after it was interrupted or with files
 * that have grown: what is there already stays as it is. A gateway may go on writing meanwhile.
 */
public final class HistoryImport {

    private final ImportSettings settings;
    private final Tally tally;
    private final Deposit deposit;

    /** {@code dry}: nothing is written. */
    public HistoryImport(History history, ImportSettings settings, Tally tally, boolean dry) {
        this.settings = settings;
        this.tally = tally;
        this.deposit = new Deposit(history, dry, tally);
    }

    /**
     * Reads one file to its end.
     *
     * @throws ImportException if the file cannot be used, or no further; what was read until then is imported
     * @throws IOException if it cannot be read, or the history not be written
     */
    public void read(Path path, Format format) throws IOException, ImportException {
        try (OldFile file = OldFile.open(path)) {
            switch (format) {
                case DSMR_READER -> new DsmrImport(settings, deposit, tally, file).read();
                case MESSAGES -> new MessageImport(settings, deposit, tally, file).read();
                case CAPTURE -> new CaptureImport(settings, deposit, tally, file).read();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Says that a meter was at its place before another one was.
     *
     * @throws ImportException if the history does not know both
     */
    public void chain(String before, String after) throws IOException, ImportException {
        HistoryMeter old = meter(before);
        String point = meter(after).point();
        for (HistoryMeter meter : deposit.history().meters()) {
            if (meter.point().equals(point)) {
                deposit.history().describe(meter.at(old.point()));
            }
        }
    }

    private HistoryMeter meter(String id) throws IOException, ImportException {
        return deposit.history().meters().stream()
                .filter(meter -> meter.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ImportException("the history knows no meter " + id));
    }
}
