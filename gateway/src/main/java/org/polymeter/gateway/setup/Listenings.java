package org.polymeter.gateway.setup;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.gateway.detect.Patience;
import org.polymeter.gateway.detect.SourcePort;
import org.polymeter.gateway.detect.TunablePort;
import org.polymeter.gateway.source.LineSettings;
import org.polymeter.gateway.source.SerialSource;
import org.polymeter.gateway.source.TcpSource;

/** All listenings that go on; a few at once. */
final class Listenings {

    /** Each has a thread and a port. */
    static final int MOST = 4;

    /** The interval shows by itself while somebody looks at the values. */
    static final Patience PATIENCE = new Patience(Patience.USUAL.usual(), Patience.USUAL.longest(), false);

    private final Patience patience;
    private final InstantSource clock;
    private final InstantSource steady;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Listening> open = new LinkedHashMap<>();

    Listenings(Patience patience, InstantSource clock, InstantSource steady) {
        this.patience = patience;
        this.clock = clock;
        this.steady = steady;
    }

    /** Begins one; empty if there are too many. */
    Optional<Listening> begin(Order order) {
        Report report = new Report();
        lock.lock();
        try {
            open.values().removeIf(listening -> listening.report().isOver());
            if (open.size() >= MOST) {
                return Optional.empty();
            }
            Listening listening =
                    new Listening(UUID.randomUUID().toString(), order, task(order, report), report, steady);
            open.put(listening.id(), listening);
            listening.start();
            return Optional.of(listening);
        } finally {
            lock.unlock();
        }
    }

    Optional<Listening> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(open.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** Ends it, if it is there; returns when its port is free. */
    void end(String id) throws InterruptedException {
        Listening listening;
        lock.lock();
        try {
            listening = open.remove(id);
        } finally {
            lock.unlock();
        }
        if (listening != null) {
            listening.end();
        }
    }

    /** Whether one listens at that serial port already. */
    Optional<Listening> at(String realPort) {
        lock.lock();
        try {
            return open.values().stream()
                    .filter(listening -> !listening.report().isOver())
                    .filter(listening -> listening.order().where() instanceof Where.Serial serial
                            && SerialPorts.real(serial.port()).equals(realPort))
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    private Task task(Order order, Report report) {
        return switch (order.where()) {
            case Where.Serial serial -> wire(order, serial, report);
            case Where.Tcp tcp ->
                new WireTask(
                        order,
                        List.of(LineSettings.USUAL),
                        new Tap(new SourcePort(() -> new TcpSource(tcp.host(), tcp.port()))),
                        report,
                        patience,
                        clock);
            case Where.Device device -> new DeviceTask(order, device, report, clock);
        };
    }

    /** A meter that has to be asked is asked at one setting, which its dialogue may change. */
    private Task wire(Order order, Where.Serial serial, Report report) {
        if (order.dialogue().isEmpty()) {
            return new WireTask(
                    order,
                    WireTask.candidates(order.lines()),
                    new Tap(TunablePort.serial(serial.port())),
                    report,
                    patience,
                    clock);
        }
        String dialogue = order.dialogue().get();
        LineSettings line = order.lines().stream().findFirst().orElseGet(() -> Dialogues.usualLine(dialogue));
        SourcePort port = new SourcePort(() ->
                new SerialSource(serial.port(), line, SerialSource.READOUT_PAUSE, Dialogues.named(dialogue, line)));
        return new WireTask(order, List.of(line), new Tap(port), report, patience, clock);
    }
}
