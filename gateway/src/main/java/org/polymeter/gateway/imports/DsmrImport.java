package org.polymeter.gateway.imports;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads a CSV file of DSMR-reader: rows of registers become readings, statistics become registers. */
final class DsmrImport {

    static final String NO_GAS_METER = "gas: its meter is not named (--gas-meter ID)";

    /** How spreadsheets say what separates the cells. */
    private static final String SEPARATOR = "sep=";

    private static final int LOOK_EVERY = 1_000;

    private final ImportSettings settings;
    private final Deposit deposit;
    private final Tally tally;
    private final OldFile file;
    private final DsmrTime times;

    DsmrImport(ImportSettings settings, Deposit deposit, Tally tally, OldFile file) {
        this.settings = settings;
        this.deposit = deposit;
        this.tally = tally;
        this.file = file;
        this.times = new DsmrTime(settings.zone());
    }

    /** Whether that is how a file of DSMR-reader begins. */
    static boolean recognises(String head) {
        return head.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(SEPARATOR))
                .findFirst()
                .flatMap(DsmrImport::columns)
                .isPresent();
    }

    void read() throws IOException, ImportException {
        String known = known();
        String meter = settings.meter()
                .id()
                .orElseThrow(() -> new ImportException(
                        file.name() + " does not say which meter it is of: name it with --meter" + known));
        TextLines lines = new TextLines(file.text());
        TextLines.Line header = header(lines);
        char delimiter = CsvRow.delimiter(header.text());
        DsmrColumns columns = columns(header.text())
                .orElseThrow(() -> new ImportException(file.name() + ":" + header.number()
                        + ": this is no header of DSMR-reader. Known are exports of days and hours (hour start or date,"
                        + " electricity 1, electricity 2, …) and tables copied with a header: \\copy … to 'old.csv'"
                        + " csv header"));
        Clerk clerk = new Clerk(deposit, tally, false);
        DsmrTelegrams telegrams = new DsmrTelegrams(columns, settings, times, clerk);
        Usages usages = new Usages(columns);
        for (Optional<TextLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            String text = line.get().text();
            if (!text.isBlank() && !text.equals(header.text())) {
                tally.row();
                clerk.at(file.name() + ":" + line.get().number());
                row(new DsmrRow(CsvRow.cells(text, delimiter)), text, columns, clerk, telegrams, usages);
            }
            if (line.get().number() % LOOK_EVERY == 0) {
                tally.progress(file.position(), file.size());
            }
        }
        deposit.flush();
        if (columns.areStatistics()) {
            fill(meter, usages);
        }
        tally.progress(file.size(), file.size());
    }

    private void row(
            DsmrRow row, String line, DsmrColumns columns, Clerk clerk, DsmrTelegrams telegrams, Usages usages) {
        Optional<Instant> begin = begin(row, columns);
        if (begin.isEmpty()) {
            clerk.refuse("'" + row.text(columns.time()) + "' is no " + (columns.isDays() ? "date" : "time")
                    + " that a clock in " + settings.zone() + " has shown");
            return;
        }
        try {
            if (columns.areStatistics()) {
                Instant end = columns.isDays()
                        ? startOf(day(row, columns).orElseThrow().plusDays(1))
                        : begin.get().plus(Duration.ofHours(1));
                usages.add(begin.get(), end, row);
            }
            telegrams.row(row, begin.get(), line);
        } catch (NumberFormatException e) {
            clerk.refuse(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Instant> begin(DsmrRow row, DsmrColumns columns) {
        return columns.isDays() ? day(row, columns).map(this::startOf) : times.time(row.text(columns.time()));
    }

    private Optional<LocalDate> day(DsmrRow row, DsmrColumns columns) {
        return times.day(row.text(columns.time()));
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(settings.zone()).toInstant();
    }

    private void fill(String meter, Usages usages) throws IOException, ImportException {
        RegisterFill fill = new RegisterFill(settings, deposit, tally, file.name());
        fill.fill(meter, "electricity", usages.electricity());
        if (usages.hasGas()) {
            if (settings.gasMeter().isPresent()) {
                fill.fill(settings.gasMeter().get(), "gas", usages.gas());
            } else {
                tally.passOver(NO_GAS_METER);
            }
        }
    }

    private TextLines.Line header(TextLines lines) throws IOException, ImportException {
        for (Optional<TextLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (!line.get().text().isBlank() && !line.get().text().startsWith(SEPARATOR)) {
                return line.get();
            }
        }
        throw new ImportException(file.name() + " is empty");
    }

    private static Optional<DsmrColumns> columns(String header) {
        return DsmrColumns.of(CsvRow.cells(header, CsvRow.delimiter(header)));
    }

    /** The meters that it may be. */
    private String known() throws IOException {
        List<String> meters = deposit.history().meters().stream()
                .map(meter -> meter.id() + (meter.name().isEmpty() ? "" : " (" + meter.name() + ")"))
                .toList();
        return meters.isEmpty() ? "" : "; the history knows " + String.join(", ", meters);
    }
}
