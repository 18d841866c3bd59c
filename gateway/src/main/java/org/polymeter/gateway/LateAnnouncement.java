package org.polymeter.gateway;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.gateway.announce.Announcement;
import org.polymeter.gateway.config.OutputConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the network of an http output, once it can be reached. */
final class LateAnnouncement implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LateAnnouncement.class);

    /** What a browser is sent to that has found this gateway by mDNS. */
    private static final String FIRST_PAGE = "/";

    private final OutputConfig.Http http;
    private final String gateway;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Announcement> announcement = Optional.empty();
    private boolean closed;

    LateAnnouncement(OutputConfig.Http http, String gateway) {
        this.http = http;
        this.gateway = gateway;
    }

    /** Who is not found by name is still found by address. */
    void start() {
        lock.lock();
        try {
            if (!closed && announcement.isEmpty()) {
                announcement = Optional.of(Announcement.ofGateway(
                        gateway,
                        http.port(),
                        http.bind(),
                        FIRST_PAGE,
                        http.tls().isPresent()));
            }
        } catch (IOException e) {
            LOG.warn("{}: mDNS cannot announce it: {}", http.where(), e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            announcement.ifPresent(Announcement::close);
        } finally {
            lock.unlock();
        }
    }
}
