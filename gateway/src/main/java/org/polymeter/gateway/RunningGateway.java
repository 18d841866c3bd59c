package org.polymeter.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.settings.Changes;
import org.polymeter.gateway.settings.Live;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started gateway, which takes other configurations until it is closed. */
final class RunningGateway implements Running, Live {

    private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);

    /** Who changes the web app by the web app gets an answer before it goes. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /**
     * What it consists of.
     *
     * @param further closed last
     */
    record Parts(Gateway gateway, Sources sources, Outputs outputs, Money money, List<AutoCloseable> further) {}

    private final Parts parts;
    private final Configuration started;
    private final ReentrantLock lock = new ReentrantLock();
    private final InForce current;
    private boolean closed;

    RunningGateway(Parts parts, InForce current) {
        this.parts = parts;
        this.started = current.get();
        this.current = current;
    }

    @Override
    public void take(Configuration wanted, Changes changes) {
        lock.lock();
        try {
            boolean wasInterrupted = Thread.interrupted(); // by the web app that has moved meanwhile
            try {
                goOver(wanted, changes);
            } finally {
                if (wasInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void goOver(Configuration wanted, Changes changes) {
        if (closed) {
            changes.failed("the program is ending");
            return;
        }
        current.set(wanted);
        started.fixedUnlike(wanted).forEach(changes::atNextStart);
        parts.sources.change(wanted.sources(), changes);
        parts.outputs.change(wanted.outputs(), changes);
        parts.money.change(wanted.money(), changes);
        if (parts.outputs.isHttpChanged(wanted.outputs())) {
            changes.applied("the web app goes over to its new settings in a moment");
            Thread.ofVirtual().name("http moves").start(this::moveHttp);
        }
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return parts.gateway.awaitEnd(atMost);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                parts.gateway.close();
                parts.outputs.close();
                Wiring.closeAll(parts.further);
            }
        } finally {
            lock.unlock();
        }
    }

    private void moveHttp() {
        try {
            Thread.sleep(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Changes changes = new Changes();
        lock.lock();
        try {
            if (!closed) {
                parts.outputs.changeHttp(current.get().outputs(), changes);
            }
        } finally {
            lock.unlock();
        }
        changes.applied().forEach(what -> LOG.info("settings: {}", what));
        changes.failed().forEach(what -> LOG.warn("settings: {}", what));
    }
}
