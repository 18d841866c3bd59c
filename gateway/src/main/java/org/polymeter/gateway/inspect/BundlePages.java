package org.polymeter.gateway.inspect;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.polymeter.gateway.archive.Archive;
import org.polymeter.gateway.bundle.Bundle;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.replay.Selection;

/** {@code /api/app/bundle}: frames that may be given away, without who the meters are. */
final class BundlePages implements Pages {

    private static final String BUNDLE = "/api/app/bundle";
    private static final String RUN = "[a-z0-9]{1,32}";
    private static final int MOST_RUNS = 8;

    private final Supplier<Configuration> configuration;
    private final Optional<Archive> archive;
    private final InstantSource clock;
    private final String version;

    /** It takes its time, and the lanes need theirs. */
    private final Semaphore turn = new Semaphore(1);

    /** By the name that their page gave them; the last ones. */
    private final Map<String, BundleRun> runs = new LinkedHashMap<>();

    /** {@code version}: of this software. */
    BundlePages(Supplier<Configuration> configuration, Optional<Archive> archive, InstantSource clock, String version) {
        this.configuration = configuration;
        this.archive = archive;
        this.clock = clock;
        this.version = version;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, BUNDLE, Right.INSPECT, this::bundle);
        routes.add(Method.GET, BUNDLE + "/{run}", Right.INSPECT, this::progress);
    }

    private Answer bundle(Call call) {
        if (archive.isEmpty()) {
            return Answer.Problem.notFound(
                    "No frames are kept on disk: 'archive' or 'privacy' in polymeter.yaml says so.");
        }
        Selection selection;
        try {
            selection = new Selection(
                    call.parameter("source").filter(text -> !text.isEmpty()),
                    time(call, "from", Instant.EPOCH),
                    time(call, "to", Instant.MAX),
                    false);
        } catch (DateTimeException e) {
            return Answer.Problem.badRequest("'from' and 'to' are times such as 2026-11-26T18:00:00Z.");
        }
        String name = call.parameter("run").orElse("unnamed");
        if (!name.matches(RUN)) {
            return Answer.Problem.badRequest("'run' is a name of up to 32 small letters and digits.");
        }
        if (!turn.tryAcquire()) {
            return Answer.Problem.conflict("A bundle is being made already. Try again when that is done.");
        }
        BundleRun run = begun(name);
        String file = "attachment; filename=\"polymeter-" + clock.instant().getEpochSecond() + ".zip\"";
        return new Answer.Live(
                "application/zip",
                Map.of("Content-Disposition", file, "Cache-Control", "no-store"),
                false,
                out -> write(selection, run, out));
    }

    private static Instant time(Call call, String name, Instant otherwise) {
        return call.parameter(name)
                .filter(text -> !text.isEmpty())
                .map(Instant::parse)
                .orElse(otherwise);
    }

    private BundleRun begun(String name) {
        BundleRun run = new BundleRun();
        synchronized (runs) {
            runs.remove(name);
            runs.put(name, run);
            if (runs.size() > MOST_RUNS) {
                runs.remove(runs.keySet().iterator().next());
            }
        }
        return run;
    }

    private void write(Selection selection, BundleRun run, OutputStream out) throws IOException, InterruptedException {
        try {
            Archive frames = archive.orElseThrow();
            frames.flush();
            Bundle bundle = new Bundle(frames.folder(), configuration.get(), selection);
            run.done(bundle.write(new Counted(out, run), version, clock.instant(), entry -> run.sees()));
        } catch (IOException | RuntimeException e) {
            run.failed();
            throw e;
        } finally {
            turn.release();
        }
    }

    private Answer progress(Call call) {
        BundleRun run;
        synchronized (runs) {
            run = runs.get(call.variable("run"));
        }
        return run == null
                ? Answer.Problem.notFound("No bundle of that name was made lately.")
                : Answer.Document.json(run.toJson());
    }

    /** Passes on what is written, and says how much. */
    private static final class Counted extends FilterOutputStream {

        private final BundleRun run;

        Counted(OutputStream out, BundleRun run) {
            super(out);
            this.run = run;
        }

        @Override
        public void write(int oneByte) throws IOException {
            out.write(oneByte);
            run.writes(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            run.writes(length);
        }
    }
}
