package org.polymeter.gateway.upload;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server will never take: it holds up nothing else, for it is found by halves, dropped, told and counted. One
 * thread offers, any may ask for the count.
 *
 * @param <T> what a batch is made of
 */
public final class Refusals<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** Different complaints that are told; each is told once. */
    private static final int MOST_TOLD = 20;

    /** One request. */
    @FunctionalInterface
    public interface Request<T> {

        /**
         * Sends items.
         *
         * @return nothing if the server has them all, else what it has against some of them, for good
         * @throws IOException if the same items may be taken later; says what to do
         */
        Optional<String> send(List<T> items) throws IOException;
    }

    private final String server;
    private final Request<T> request;
    private final Set<String> told = new HashSet<>();
    private final AtomicLong count = new AtomicLong();

    /** {@code server}: for people, without secrets. */
    public Refusals(String server, Request<T> request) {
        this.server = server;
        this.request = request;
    }

    /** How many items were dropped since the start. */
    public long count() {
        return count.get();
    }

    /** Sends what the server takes. If this fails, nothing is counted: all of it is to be offered again. */
    public void offer(List<T> items) throws IOException {
        count.addAndGet(refused(items));
    }

    private long refused(List<T> items) throws IOException {
        Optional<String> complaint = request.send(items);
        if (complaint.isEmpty()) {
            return 0;
        }
        if (items.size() == 1) {
            tell(complaint.get());
            return 1;
        }
        int half = items.size() / 2;
        return refused(items.subList(0, half)) + refused(items.subList(half, items.size()));
    }

    private void tell(String complaint) {
        if (told.size() < MOST_TOLD && told.add(complaint)) {
            LOG.warn("{} refuses a reading: {}; it is dropped, like others to come: see stats", server, complaint);
        }
    }
}
