package org.polymeter.gateway.detect;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.polymeter.codec.Finding;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Recognition;
import org.polymeter.codec.Symptom;
import org.polymeter.gateway.source.LineSettings;
import org.polymeter.gateway.source.Receiver;
import org.polymeter.gateway.source.SerialSource;
import org.polymeter.gateway.source.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial port whose line settings are found out, and remembered; found out anew when nothing is
 * understood any more.
 */
public final class AutoSerialSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(AutoSerialSource.class);

    /** Bytes but no frame for so long: the line is set otherwise now. */
    static final Duration LONGEST_NONSENSE = Duration.ofSeconds(90);

    private static final int LEAST_NONSENSE = 16; // bytes; fewer are a disturbance

    private final String id;
    private final String port;
    private final TunablePort tunable;
    private final LineMemory memory;
    private final Patience patience;
    private final MeterStream.Options options;
    private final InstantSource clock;
    private volatile boolean closed;
    private Optional<Finding> last = Optional.empty();
    private boolean complained;

    /**
     * A port that is not open yet.
     *
     * @param options of the source; its link may be fixed, then only the line is looked for
     */
    public AutoSerialSource(
            String id, String port, LineMemory memory, MeterStream.Options options, InstantSource clock) {
        this(id, port, TunablePort.serial(port), memory, Patience.USUAL, options, clock);
    }

    AutoSerialSource(
            String id,
            String port,
            TunablePort tunable,
            LineMemory memory,
            Patience patience,
            MeterStream.Options options,
            InstantSource clock) {
        this.id = id;
        this.port = port;
        this.tunable = tunable;
        this.memory = memory;
        this.patience = new Patience(patience.usual(), patience.longest(), false);
        this.options = options;
        this.clock = clock;
    }

    @Override
    public String describe() {
        return "serial " + port + " auto";
    }

    @Override
    public void run(Receiver receiver) throws IOException {
        try (tunable) {
            while (!closed) {
                Optional<LineSettings> line = search(receiver);
                if (line.isPresent()) {
                    listen(line.get(), receiver);
                }
            }
        } catch (IOException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        closed = true; // the reading thread closes the port: it is not safe under a native read
    }

    private Optional<LineSettings> search(Receiver receiver) throws IOException {
        Scan.Result result = new Scan(
                        tunable, Scan.candidates(memory.of(id)), patience, options, clock, Scan.Progress.NONE)
                .run(() -> closed);
        Optional<Attempt> found = result.found();
        if (found.isEmpty()) {
            receiver.puzzled(result.nearest().map(Attempt::symptom).orElse(Symptom.SILENT));
        }
        if (found.isEmpty() && !complained && !closed) {
            complained = true;
            LOG.warn(
                    "source {}: {} is not understood yet, keeps trying: {}",
                    id,
                    port,
                    result.nearest().map(attempt -> attempt.symptom().meaning()).orElse("nothing was heard"));
        }
        found.ifPresent(this::remember);
        return found.map(Attempt::bestLine);
    }

    private void remember(Attempt attempt) {
        complained = false;
        memory.remember(id, attempt.bestLine());
        attempt.finding().ifPresent(finding -> {
            String before = last.filter(known -> known.link() != finding.link())
                    .map(known -> "; before it was " + known.link())
                    .orElse("");
            LOG.info("source {}: found {} {} on {}{}", id, attempt.bestLine(), finding.link(), port, before);
            last = Optional.of(finding);
        });
    }

    /** Passes on what comes until it makes no sense any more. */
    private void listen(LineSettings line, Receiver receiver) throws IOException {
        tunable.tune(line);
        receiver.opened();
        byte[] buffer = new byte[4096];
        Watch watch = new Watch();
        Instant heard = clock.instant();
        boolean half = false;
        while (!closed && !watch.isNonsense()) {
            int count = tunable.read(buffer);
            Instant now = clock.instant();
            if (count > 0) {
                heard = now;
                half = true;
                watch.hear(buffer, count, now);
                receiver.bytes(buffer, 0, count);
            } else if (half && Duration.between(heard, now).compareTo(SerialSource.USUAL_PAUSE) >= 0) {
                half = false;
                watch.recognition.end();
                receiver.silence();
            }
        }
        if (!closed) {
            receiver.silence();
            LOG.info("source {}: {} is not understood at {} any more; looking anew", id, port, line);
        }
    }

    /** Whether frames still come. */
    private final class Watch {

        private final Recognition recognition = new Recognition(options);
        private int frames;
        private long bytes;
        private Instant understood = clock.instant();

        void hear(byte[] buffer, int count, Instant now) {
            recognition.feed(buffer, 0, count, now.toEpochMilli());
            int since = recognition.finding().map(Finding::frames).orElse(0);
            if (since != frames) {
                frames = since;
                bytes = recognition.bytes();
                understood = now;
            }
        }

        boolean isNonsense() {
            return recognition.bytes() - bytes >= LEAST_NONSENSE
                    && Duration.between(understood, clock.instant()).compareTo(LONGEST_NONSENSE) >= 0;
        }
    }
}
