package org.polymeter.gateway.simulator;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.simulator.SimulatedMeter.Truth;
import org.polymeter.gateway.simulator.SimulatedMeter.Utterance;

/**
 * The four Swiss meters of the hackday and a Dutch one with gas, each on the transport that its real
 * one uses: three wires as TCP serial ports, two adapters as MQTT messages.
 */
public final class Simulator implements AutoCloseable {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final long TICK_MILLIS = 50;

    /** One thing that a meter said. */
    public record Sent(Instant time, String meter, Map<String, String> values) {}

    private interface Transport {
        void send(byte[] bytes) throws IOException, InterruptedException;
    }

    private static final class Player {
        final SimulatedMeter meter;
        final Household household;
        final Transport transport;
        Instant next;

        Player(SimulatedMeter meter, Household household, Transport transport, Instant next) {
            this.meter = meter;
            this.household = household;
            this.transport = transport;
            this.next = next;
        }
    }

    private final InstantSource clock;
    private final WireServer ekz = new WireServer();
    private final WireServer aew = new WireServer();
    private final WireServer dutch = new WireServer();
    private final Post post;
    private final List<Player> players = new ArrayList<>();
    private final Consumer<Sent> journal;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("simulator").daemon().unstarted(this::run);

    /**
     * Meters that do not speak yet.
     *
     * @param broker where the two adapters publish
     * @param journal told of everything that is sent, for those who compare
     */
    public Simulator(InstantSource clock, BrokerAddress broker, Consumer<Sent> journal) throws IOException {
        this.clock = clock;
        this.journal = journal;
        this.post = new Post(broker);
        Instant start = clock.instant();
        add(new LandisGyrE450("lgz1030000000001", Optional.of("LGZ1030000000001"), ZURICH), 1, 6000, start, ekz::send);
        add(new LandisGyrE450("aew", Optional.empty(), ZURICH), 2, 0, start, aew::send);
        add(new Gplug("ELS40000001", ZURICH, false), 3, 0, start, bytes -> post.send("tele/gPlug10/SENSOR", bytes));
        add(new Gplug("ISK40000002", ZURICH, true), 4, 9000, start, bytes -> post.send("tele/gPlug11/SENSOR", bytes));
        add(new Dsmr5("E0000000000000005", "G0000000000000006"), 5, 3000, start, dutch::send);
    }

    /** Where the E450 of EKZ is heard. */
    public int ekzPort() {
        return ekz.port();
    }

    /** Where the E450 of AEW is heard, the one without clock and name. */
    public int aewPort() {
        return aew.port();
    }

    /** Where the Dutch meter is heard. */
    public int dutchPort() {
        return dutch.port();
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        post.close();
        ekz.close();
        aew.close();
        dutch.close();
    }

    private void add(SimulatedMeter meter, long seed, long sunWatts, Instant start, Transport transport) {
        Household household = new Household(seed, ZURICH, sunWatts, start);
        players.add(new Player(meter, household, transport, start.plusMillis(200 * seed)));
    }

    private void run() {
        try {
            while (!stopping.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                Instant now = clock.instant();
                for (Player player : players) {
                    if (!now.isBefore(player.next)) {
                        player.next = player.next.plus(player.meter.interval());
                        play(player, now);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(Player player, Instant now) throws InterruptedException {
        Utterance utterance = player.meter.say(player.household.at(now));
        for (Truth truth : utterance.truth()) {
            journal.accept(new Sent(now, truth.meter(), truth.values()));
        }
        try {
            player.transport.send(utterance.bytes());
        } catch (IOException e) { // the broker is away: a real adapter's message would be lost too
            post.reopen();
        }
    }
}
