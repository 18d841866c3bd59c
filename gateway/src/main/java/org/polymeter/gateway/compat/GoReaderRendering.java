package org.polymeter.gateway.compat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The smartmeter-reader of cmyrsh, in Go: at every interval one JSON array of the telegrams since the last,
 * on one topic. If there are too many, the newest are kept (there, the oldest were).
 */
public final class GoReaderRendering implements Rendering {

    /**
     * What its configuration says.
     *
     * @param topic {@code {meter}} in it stands for the meter's id
     * @param interval from one array to the next
     * @param wallclockZ times are the meter's wall clock with a {@code Z} behind it, as there
     * @param fill whether what stays empty there is filled with what is known
     * @param meter id of the only one that speaks; empty: the first
     */
    public record Settings(String topic, Duration interval, boolean wallclockZ, boolean fill, Optional<String> meter) {}

    private static final Logger LOG = LoggerFactory.getLogger(GoReaderRendering.class);

    /** A quarter of an hour of a meter that speaks every second. */
    private static final int LONGEST_ARRAY = 900;

    /** After so long a lost connection would have been noticed. */
    private static final Duration DOUBT = Duration.ofMinutes(2);

    private static final String GOING = "GoingDown";

    private record Said(Instant time, String topic, Bytes array) {}

    private final Settings settings;
    private final InstantSource clock;
    private final Meters meters;
    private final Telegrams telegrams = new Telegrams();
    private final Choice choice;
    private final GoTelegram form;
    private final Map<String, List<Whole>> queues = new LinkedHashMap<>();

    /** What a connection that is lost now may have lost with it. */
    private final List<Said> doubtful = new ArrayList<>();

    private Instant next;
    private int dropped;

    /**
     * Nothing is said before the first interval has passed.
     *
     * @param hashed privacy: no meter is called by its own number
     */
    public GoReaderRendering(Settings settings, boolean hashed, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.meters = new Meters(hashed);
        this.choice = new Choice(settings.topic(), settings.meter(), meters);
        this.form = new GoTelegram(meters, settings.fill(), settings.wallclockZ());
        this.next = clock.instant().plus(settings.interval());
    }

    @Override
    public Optional<Opening.Will> will() {
        return Optional.of(new Opening.Will(willTopic(), GOING, false, Duration.ZERO));
    }

    /** Arrays that were sent, but perhaps not confirmed before the connection was lost, come again. */
    @Override
    public void greet(Outlet to) throws IOException, InterruptedException {
        for (Said said : doubtful) {
            to.publish(said.topic(), said.array().toArray(), Sending.JSON);
        }
        doubtful.replaceAll(said -> new Said(clock.instant(), said.topic(), said.array()));
    }

    @Override
    public void render(Fact fact, Outlet to) {
        meters.remember(fact);
        choice.remember(fact);
        telegrams.remember(fact, meters);
        form.remember(fact);
        if (fact instanceof Fact.Heard heard) {
            Reading reading = heard.reading();
            meters.parentOfGas(reading.meter()).ifPresent(parent -> complete(parent, reading));
            if (choice.accepts(reading)) {
                add(telegrams.whole(reading));
            }
        }
    }

    @Override
    public void idle(Outlet to) throws IOException, InterruptedException {
        Instant now = clock.instant();
        doubtful.removeIf(said -> said.time().plus(DOUBT).isBefore(now));
        if (!now.isBefore(next)) {
            sayAll(to);
            next = next.plus(settings.interval()).isAfter(now) ? next.plus(settings.interval()) : now;
        }
    }

    /** Says what is left, and what the broker would say in our place if we just vanished. */
    @Override
    public void goodbye(List<String> unused, Outlet to) throws IOException, InterruptedException {
        sayAll(to);
        to.publish(willTopic(), GOING.getBytes(StandardCharsets.UTF_8), Sending.TEXT);
    }

    private String willTopic() {
        return "will:" + settings.topic().replaceAll("/?\\{meter}", "");
    }

    private void add(Whole telegram) {
        List<Whole> queue = queues.computeIfAbsent(telegram.reading().meter(), unused -> new ArrayList<>());
        for (Whole queued : queue) {
            if (queued.reading().equals(telegram.reading())) {
                return; // offered again, after a connection was lost
            }
        }
        if (queue.size() == LONGEST_ARRAY) {
            queue.removeFirst();
            dropped++;
        }
        queue.add(telegram);
    }

    /** What a gas meter said in a telegram comes after what the meter said for itself. */
    private void complete(String parent, Reading gas) {
        List<Whole> queue = queues.getOrDefault(parent, List.of());
        if (!queue.isEmpty()) {
            Whole last = queue.getLast();
            if (last.reading().received().equals(gas.received())) {
                queue.set(queue.size() - 1, last.withGas(gas));
            }
        }
    }

    private void sayAll(Outlet to) throws IOException, InterruptedException {
        for (Map.Entry<String, List<Whole>> queue : queues.entrySet()) {
            if (!queue.getValue().isEmpty()) {
                String topic = choice.topic(queue.getKey());
                byte[] array = array(queue.getValue());
                to.publish(topic, array, Sending.JSON);
                doubtful.add(new Said(clock.instant(), topic, Bytes.of(array)));
                queue.getValue().clear();
            }
        }
        if (dropped > 0) {
            LOG.warn("{}: {} telegrams dropped, the oldest; a shorter interval keeps all", settings.topic(), dropped);
            dropped = 0;
        }
    }

    private byte[] array(List<Whole> queue) {
        JsonWriter json = new JsonWriter().openArray();
        queue.forEach(telegram -> form.write(telegram, json));
        return json.closeArray().toBytes();
    }
}
