package org.polymeter.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.polymeter.gateway.endtoend.Program;

/** One scenario: a load of telegrams, a gateway that hears them, a witness of what it publishes, a verdict. */
final class Trial implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Load load;
    private String further = "";
    private final Witness witness = new Witness();
    private final Set<String> due = new TreeSet<>();

    Trial(Path folder, Load load) {
        this.folder = folder;
        this.load = load;
    }

    /** More of the gateway's configuration: whole sections. */
    Trial with(String sections) {
        further = sections;
        return this;
    }

    Witness witness() {
        return witness;
    }

    /** Starts the gateway, with a broker at that port. */
    Program gateway(int broker) throws IOException {
        return gateway(broker, Map.of());
    }

    /** {@code environment}: beside that of the tests. */
    Program gateway(int broker, Map<String, String> environment) throws IOException {
        return Program.run(
                folder,
                """
                gateway: cellar
                zone: %s
                journal: {max-size: %s, sync: 500ms}
                history: {write: 1s, min-free: 0}
                %s
                sources:
                %s
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d}
                """.formatted(Telegram.ZONE, Scale.withJournal() ? "100MB" : "0", further, load.sources(), broker),
                environment);
    }

    /** Where that gateway keeps what it keeps. */
    Path data() {
        return folder.resolve("polymeter-data");
    }

    /** Waits until telegrams are sent that had not been sent before. */
    void awaitTelegrams() {
        int before = load.ledger().size();
        await("telegrams", () -> load.ledger().size() > before);
    }

    /** Waits until readings arrive that had not arrived before. */
    void awaitReadings() {
        long before = witness.messages();
        await("readings", () -> witness.messages() > before);
    }

    /** Waits until of each meter something has arrived that was sent after that moment. */
    void awaitAllMeters(long nanos) {
        await("readings of all meters", () -> {
            Set<String> arrived = load.ledger().since(nanos);
            arrived.retainAll(witness.heard().keySet());
            return load.meters().stream()
                    .allMatch(meter -> arrived.stream().anyMatch(claim -> claim.startsWith(meter + " ")));
        });
    }

    /**
     * Waits until the history has written all that came before now: its place in the journal has passed one that the
     * broker reached since.
     */
    void awaitHistory() {
        for (int i = 0; i < 2; i++) { // the first one written may be of before a disk was full
            long before = position("mqtt");
            await("readings at the broker", () -> position("mqtt") > before);
        }
        long now = position("mqtt");
        await("readings in the history", () -> position("history") >= now);
    }

    /** How far an output has come, as the journal has noted it; by how its name begins. */
    private long position(String output) {
        try {
            return Files.readAllLines(data().resolve("journal/positions")).stream()
                    .filter(line -> line.startsWith(output))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void await(String what, Callable<Boolean> there) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(there);
    }

    /** These have to arrive. */
    void expect(Set<String> telegrams) {
        due.addAll(telegrams);
    }

    /**
     * Waits until all that has to arrive has, stops the gateway, and holds what is at the broker and in the history
     * against what the meters have said. Tells it in a line.
     *
     * @param scenario what happened, for the table of {@code scripts/crash-test}
     * @param times how often
     */
    void judge(String scenario, int times, Program gateway) throws IOException {
        try {
            await("all that is due", () -> witness.heard().keySet().containsAll(due));
        } catch (ConditionTimeoutException e) {
            System.out.println(scenario + ": something that was due did not come");
        }
        assertThat(gateway.stop()).isZero();
        Verdict atBroker = Verdict.of(due, witness.heard(), load.ledger());
        Verdict inHistory = Verdict.of(due, KeptHistory.of(data(), load.meters()), load.ledger());
        System.out.printf(
                "crash-test | %-26s | %5d | %7d | %s | %s | %d%n",
                scenario, times, due.size(), atBroker.columns(), inHistory.columns(), Scale.seed());
        assertThat(due).as("telegrams that have to arrive").isNotEmpty();
        demand(atBroker, "at the broker");
        demand(inHistory, "in the history");
    }

    private void demand(Verdict verdict, String where) {
        assertThat(verdict.missing()).as("missing %s, of %d", where, due.size()).isEmpty();
        assertThat(verdict.wrong()).as("%s and never said by a meter", where).isEmpty();
        assertThat(verdict.twice()).as("twice %s", where).isEmpty();
    }

    @Override
    public void close() {
        witness.close();
    }
}
