package org.polymeter.gateway.setup;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.polymeter.codec.Finding;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.gateway.detect.Attempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody listens to a meter that is to be added. Ends by itself: after a while, or when nobody watches
 * any more, for a port that is forgotten would be lost to all others. It waits longer for a key.
 */
final class Listening {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    static final Duration LONGEST = Duration.ofMinutes(5);
    static final Duration LONGEST_UNWATCHED = Duration.ofSeconds(30);

    /** While a key is asked for, watched or not: whoever fetches it leaves the page, and phones cut what is not seen. */
    static final Duration LONGEST_FOR_A_KEY = Duration.ofMinutes(10);

    private static final long LONGEST_FAREWELL_MILLIS = 2_000;

    private final String id;
    private final Order order;
    private final Task task;
    private final Report report;
    private final InstantSource steady;
    private final Thread thread;
    private final AtomicInteger watchers = new AtomicInteger();
    private volatile Instant begun;
    private volatile Instant watched;
    private volatile boolean stopping;

    /** {@code steady}: the clock by which it ends. */
    Listening(String id, Order order, Task task, Report report, InstantSource steady) {
        this.id = id;
        this.order = order;
        this.task = task;
        this.report = report;
        this.steady = steady;
        this.begun = steady.instant();
        this.watched = begun;
        this.thread = Thread.ofPlatform().daemon().name("listening " + id).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    String id() {
        return id;
    }

    Order order() {
        return order;
    }

    Report report() {
        return report;
    }

    /** Somebody looks at it, until {@link #unwatch}. */
    void watch() {
        watchers.incrementAndGet();
    }

    void unwatch() {
        watched = steady.instant();
        watchers.decrementAndGet();
    }

    /** Tries keys on what has come; if they open it, it goes on with them. Empty if nothing was understood yet. */
    Optional<KeyTrial> tryKeys(String key, String second) {
        Optional<Link> link = report.found().flatMap(Attempt::finding).map(Finding::link);
        Optional<KeyTrial> trial = link.map(it -> KeyTrial.of(key, second, it, task.kept()));
        trial.flatMap(KeyTrial::keys).ifPresent(keys -> {
            begun = steady.instant(); // somebody is at it
            watched = begun;
            task.use(keys);
            report.opened();
        });
        return trial;
    }

    /** Ends it, and waits until the port is free. */
    void end() throws InterruptedException {
        stopping = true;
        thread.join(LONGEST_FAREWELL_MILLIS);
    }

    private void run() {
        try {
            task.run(this::isOver);
        } catch (IOException e) {
            if (!stopping) {
                report.failed(reason(e), String.valueOf(e.getMessage()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // a bug, not the wire
            LOG.error("listening ended by a fault of ours", e);
            report.failed("fault", "This is a fault of ours; the log tells more.");
        } finally {
            report.ended();
        }
    }

    private boolean isOver() {
        if (report.isSealed()) {
            return stopping || isPast(begun, LONGEST_FOR_A_KEY);
        }
        boolean isLeft = watchers.get() == 0 && isPast(watched, LONGEST_UNWATCHED);
        return stopping || isLeft || isPast(begun, LONGEST);
    }

    private boolean isPast(Instant start, Duration patience) {
        return Duration.between(start, steady.instant()).compareTo(patience) >= 0;
    }

    /** In a word that the texts of the app explain. */
    private String reason(IOException e) {
        if (order.where() instanceof Where.Serial serial) {
            Path port = Path.of(serial.port());
            if (!Files.exists(port)) {
                return "absent";
            }
            return Files.isReadable(port) && Files.isWritable(port) ? "busy" : "permission";
        }
        return switch (e.getCause()) {
            case UnknownHostException unknown -> "unknown-host";
            case ConnectException refused -> "refused";
            case null -> "lost";
            default -> "no-answer";
        };
    }
}
