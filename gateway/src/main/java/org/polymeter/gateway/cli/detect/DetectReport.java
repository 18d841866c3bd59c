package org.polymeter.gateway.cli.detect;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.Finding;
import org.polymeter.codec.Symptom;
import org.polymeter.gateway.detect.Attempt;
import org.polymeter.gateway.detect.Scan;
import org.polymeter.gateway.source.LineSettings;

/** Says what was found and how one knows, or what is wrong; shows what is tried meanwhile. */
public final class DetectReport implements Scan.Progress {

    private static final long BETWEEN_UPDATES_MILLIS = 500;

    private final PrintWriter out;
    private final PrintWriter progress;
    private final boolean lively;
    private final boolean tunable;
    private String heading = "";
    private long shownMillis;

    /**
     * Says results on one writer and progress on the other.
     *
     * @param lively the progress goes to a terminal, where a line can be overwritten
     * @param tunable line settings are tried; otherwise they are not spoken of
     */
    public DetectReport(PrintWriter out, PrintWriter progress, boolean lively, boolean tunable) {
        this.out = out;
        this.progress = progress;
        this.lively = lively;
        this.tunable = tunable;
    }

    @Override
    public void trying(LineSettings line, int number, int of) {
        heading = tunable ? String.format(Locale.ROOT, "[%d/%d] %-12s", number, of, line) : "listening";
        shownMillis = -BETWEEN_UPDATES_MILLIS;
        if (!lively) {
            progress.println(heading.stripTrailing() + " …");
            progress.flush();
        }
    }

    @Override
    public void listening(Attempt soFar) {
        long millis = soFar.listened().toMillis();
        if (lively && millis - shownMillis >= BETWEEN_UPDATES_MILLIS) {
            shownMillis = millis;
            progress.print("\r" + status(soFar) + "\u001b[K");
            progress.flush();
        }
    }

    @Override
    public void tried(Attempt attempt) {
        progress.println((lively ? "\r" : "")
                + status(attempt)
                + (attempt.finding().isPresent()
                        ? " – found"
                        : attempt.bytes() == 0 ? " – silent" : " – nothing understood")
                + (lively ? "\u001b[K" : ""));
        progress.flush();
    }

    /** A meter was found. */
    public void found(Target target, String name, Optional<LineSettings> line, Finding finding) {
        out.println(name + ": " + line.map(settings -> settings + ", ").orElse("") + finding.summary());
        out.println("  known by: " + String.join("; ", finding.reasons()));
        yaml(SourceYaml.of(target, line, finding));
    }

    /** Messages of an adapter were found. */
    public void dialect(String name, String dialect) {
        out.println(name + ": JSON of " + dialect);
        out.println("  known by: its fields");
        yaml(SourceYaml.ofDialect(dialect));
    }

    /** Nothing was found with any setting. */
    public void nothing(String name, Scan.Result result) {
        if (result.isSilent()) {
            nothing(name, Symptom.SILENT, 0);
            return;
        }
        Attempt nearest = result.nearest().orElseThrow();
        nothing(
                name,
                nearest.symptom(),
                result.tried().stream().mapToLong(Attempt::bytes).sum());
        if (tunable) {
            out.println("  nearest was " + nearest.line() + ": " + nearest.bytes() + " bytes, "
                    + nearest.printablePercent() + " % printable");
            out.flush();
        }
    }

    /** Nothing was found in so many bytes. */
    public void nothing(String name, Symptom symptom, long bytes) {
        out.println(name + ": no meter found" + (bytes == 0 ? "" : " in " + bytes + " bytes"));
        out.println("  " + symptom.meaning());
        out.flush();
    }

    private void yaml(List<String> lines) {
        out.println();
        out.println("For polymeter.yaml:");
        out.println();
        lines.forEach(out::println);
        out.flush();
    }

    private String status(Attempt attempt) {
        return heading
                + String.format(
                        Locale.ROOT,
                        "  %4s  %6d bytes%s",
                        seconds(attempt.listened()),
                        attempt.bytes(),
                        attempt.bytes() == 0
                                ? ""
                                : String.format(Locale.ROOT, ", %3d %% printable", attempt.printablePercent()));
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
