package org.polymeter.gateway.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.polymeter.gateway.adapter.ReadingMessage;
import org.polymeter.gateway.flow.Hearsay;
import org.polymeter.gateway.flow.Intake;
import org.polymeter.gateway.profile.Topics;

/**
 * Listens to the other gateways of a group where they publish: to their readings, so that all know one state
 * of each meter, and to whether they are there.
 */
public final class FellowIntake implements Intake {

    /** Who is back within that time has only restarted, and gets what the broker held for it. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final String ONLINE = "online";

    private final Topics topics;
    private final InstantSource clock;
    private final Hearsay hearsay;
    private final Consumer<String> heir;

    /** By gateway: since when it has been gone. */
    private final Map<String, Instant> missed = new HashMap<>();

    /** {@code heir}: takes over from a gateway that has gone, named by its id; must not block. */
    public FellowIntake(Topics topics, InstantSource clock, Hearsay hearsay, Consumer<String> heir) {
        this.topics = topics;
        this.clock = clock;
        this.hearsay = hearsay;
        this.heir = heir;
    }

    @Override
    public void opened() {}

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        throw new IllegalStateException("a broker sends messages, not bytes");
    }

    @Override
    public void message(String topic, byte[] payload, boolean retained) {
        String gateway = topics.gatewayOfStatus(topic);
        if (gateway.isEmpty()) {
            ReadingMessage.read(payload).ifPresent(hearsay::published);
        } else if (!gateway.equals(topics.gateway())) {
            status(gateway, new String(payload, StandardCharsets.UTF_8), retained);
        }
    }

    @Override
    public void silence() {}

    @Override
    public void tick(Instant now) {
        List<String> gone = missed.entrySet().stream()
                .filter(entry -> isOver(entry.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
        for (String gateway : gone) {
            missed.remove(gateway);
            heir.accept(gateway);
        }
    }

    @Override
    public void ended() {}

    /** Whether the grace is; also if the clock was set back, for nobody knows how long it has been. */
    private static boolean isOver(Instant since, Instant now) {
        return !now.isBefore(since.plus(GRACE)) || now.isBefore(since);
    }

    private void status(String gateway, String word, boolean retained) {
        if (word.equals(ONLINE) || word.isEmpty()) {
            missed.remove(gateway);
        } else {
            missed.put(gateway, clock.instant());
            if (!retained) {
                hearsay.gone();
            }
        }
    }
}
