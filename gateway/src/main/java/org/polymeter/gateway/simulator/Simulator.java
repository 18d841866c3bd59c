package org.polymeter.gateway.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.simulator.SimulatedMeter.Truth;

/**
 * The cast of the demo: fifteen meters, some with others behind them, each on the transport that its
 * real one uses: wires as TCP serial ports, adapters as MQTT messages.
 */
public final class Simulator implements AutoCloseable {

    /** Who is on stage, in order of appearance, and on which topic if it is an adapter. */
    private static final List<Role> CAST = List.of(
            new Role(Family.E450, ""),
            new Role(Family.E450_BARE, ""),
            new Role(Family.GPLUG, "tele/gPlug10/SENSOR"),
            new Role(Family.GPLUG_TARIFFS, "tele/gPlug11/SENSOR"),
            new Role(Family.DSMR5, ""),
            new Role(Family.EMUCS, ""),
            new Role(Family.SMARTY, ""),
            new Role(Family.KAMSTRUP, ""),
            new Role(Family.NETZ_NOE, ""),
            new Role(Family.AIDON, ""),
            new Role(Family.AM550, ""),
            new Role(Family.XT211, ""),
            new Role(Family.SML, ""),
            new Role(Family.LINKY, ""),
            new Role(Family.HEAT, ""));

    private static final long TICK_MILLIS = 50;
    private static final long APART_MILLIS = 100;

    /** One thing that a meter said. */
    public record Sent(Instant time, String meter, Map<String, String> values) {}

    private record Role(Family family, String topic) {}

    private interface Transport {

        /** Nobody speaks to an empty house: a meter that reports hourly would be missed. */
        boolean isHeard();

        void send(byte[] bytes) throws IOException, InterruptedException;
    }

    private static final class Player {
        final Family family;
        final Play play;
        final Transport transport;
        Instant next;

        Player(Family family, Play play, Transport transport, Instant next) {
            this.family = family;
            this.play = play;
            this.transport = transport;
            this.next = next;
        }
    }

    private final InstantSource clock;
    private final Map<Family, WireServer> wires = new EnumMap<>(Family.class);
    private final Post post;
    private final List<Player> players = new ArrayList<>();
    private final Consumer<Sent> journal;
    private final Duration past;
    private final Instant start;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("simulator").daemon().unstarted(this::run);

    /**
     * Meters that do not speak yet.
     *
     * @param broker where the adapters publish
     * @param faults of those meters that shall have any
     * @param journal told of everything that is sent, for those who compare
     */
    public Simulator(InstantSource clock, BrokerAddress broker, Map<Family, Faults> faults, Consumer<Sent> journal)
            throws IOException {
        this(clock, broker, faults, journal, Duration.ZERO);
    }

    /** {@code past}: how long the households have lived before anybody listens. */
    public Simulator(
            InstantSource clock,
            BrokerAddress broker,
            Map<Family, Faults> faults,
            Consumer<Sent> journal,
            Duration past)
            throws IOException {
        this.clock = clock;
        this.journal = journal;
        this.post = new Post(broker);
        Instant start = clock.instant();
        for (Role role : CAST) {
            Family family = role.family;
            int number = players.size() + 1;
            Play play = new Play(
                    family, family.keys(), faults.getOrDefault(family, Faults.NONE), number, start.minus(past));
            players.add(new Player(family, play, transport(role), start.plusMillis(APART_MILLIS * number)));
        }
        this.past = past;
        this.start = start;
    }

    /**
     * What a meter said in the past of its household; before {@link #start}.
     *
     * @param step from one telegram to the next
     */
    public void recall(Family family, Duration step, OutputStream out) throws IOException {
        for (Player player : players) {
            if (player.family == family) {
                for (Instant time = start.minus(past); time.isBefore(start); time = time.plus(step)) {
                    out.write(player.play.at(time));
                }
            }
        }
    }

    /** Where the meters with a wire of their own are heard, by the word of their family. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new TreeMap<>();
        wires.forEach((family, wire) -> ports.put(family.word(), wire.port()));
        return ports;
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
        wires.values().forEach(WireServer::close);
    }

    private Transport transport(Role role) throws IOException {
        if (role.family.isMessage()) {
            return new Transport() {
                @Override
                public boolean isHeard() {
                    return true;
                }

                @Override
                public void send(byte[] bytes) throws IOException, InterruptedException {
                    post.send(role.topic, bytes);
                }
            };
        }
        WireServer wire = new WireServer(0);
        wires.put(role.family, wire);
        return new Transport() {
            @Override
            public boolean isHeard() {
                return wire.isHeard();
            }

            @Override
            public void send(byte[] bytes) {
                wire.send(bytes);
            }
        };
    }

    private void run() {
        try {
            while (!stopping.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                Instant now = clock.instant();
                for (Player player : players) {
                    if (!now.isBefore(player.next) && player.transport.isHeard()) {
                        player.next = now.plus(player.play.interval());
                        play(player, now);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(Player player, Instant now) throws InterruptedException {
        byte[] bytes = player.play.at(now);
        for (Truth truth : player.play.truth()) {
            journal.accept(new Sent(now, truth.meter(), truth.values()));
        }
        if (bytes.length == 0) {
            return;
        }
        try {
            player.transport.send(bytes);
        } catch (IOException e) { // the broker is away: a real adapter's message would be lost too
            post.reopen();
        }
    }
}
