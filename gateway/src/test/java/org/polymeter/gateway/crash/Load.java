package org.polymeter.gateway.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Four meters, every other one with a clock, that send two hundred telegrams a second together. */
final class Load implements AutoCloseable {

    static final int PER_SECOND = 200;

    private static final int METERS = 4;

    private final Ledger ledger = new Ledger();
    private final List<Meter> meters = new ArrayList<>();

    /** What a meter's clock shows has whole seconds. */
    private static final InstantSource SECONDS = () -> Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private Load() {}

    /** Behind adapters with a TCP port, and silent until {@link #start}. */
    static Load overTcp() throws IOException {
        Load load = new Load();
        for (int i = 1; i <= METERS; i++) {
            load.add(i, new TcpPort("tcp" + i));
        }
        return load;
    }

    /** The same meters, two of them at serial cables. */
    static Load overSerialAndTcp(Path folder) throws IOException {
        Load load = new Load();
        for (int i = 1; i <= METERS; i++) {
            load.add(i, i <= 2 ? new SerialPort("serial" + i, folder) : new TcpPort("tcp" + i));
        }
        return load;
    }

    private void add(int number, Wire wire) {
        Optional<InstantSource> clock = number % 2 == 0 ? Optional.empty() : Optional.of(SECONDS);
        meters.add(new Meter("e00470000000000%02d".formatted(number), clock, PER_SECOND / METERS, wire, ledger));
    }

    Load start() {
        meters.forEach(Meter::start);
        return this;
    }

    Ledger ledger() {
        return ledger;
    }

    /** As the profile names them. */
    List<String> meters() {
        return meters.stream().map(Meter::id).toList();
    }

    /** The gateway's sources, one a line. */
    String sources() {
        return meters.stream().map(meter -> "  - " + meter.source()).collect(Collectors.joining("\n"));
    }

    /** Whoever listened has died. */
    void hangUp() throws IOException {
        for (Meter meter : meters) {
            meter.hangUp();
        }
    }

    void vanish(Random random) throws IOException, InterruptedException {
        for (Meter meter : meters) {
            meter.vanish(random);
        }
    }

    void comeBack() throws IOException {
        for (Meter meter : meters) {
            meter.comeBack();
        }
    }

    /** From now on nobody says anything. */
    void hush() throws InterruptedException {
        for (Meter meter : meters) {
            meter.hush();
        }
    }

    @Override
    public void close() throws IOException {
        for (Meter meter : meters) {
            meter.close();
        }
    }
}
