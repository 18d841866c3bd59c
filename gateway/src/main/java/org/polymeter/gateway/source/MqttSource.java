package org.polymeter.gateway.source;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.mqtt.Received;
import org.polymeter.gateway.mqtt.TopicFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that adapters publish at a broker. Subscribes with QoS 1; what was kept at the broker comes
 * first and is marked so.
 *
 * <p>The broker holds what the receiver has not taken yet, and for a while (MQTT 5) what comes while
 * there is no connection, so that losing it loses no message.
 *
 * <p>Members of a group share the messages. Each acknowledges one only when what became of it has been
 * delivered, and when a member has gone, the others {@link #inherit} what the broker still holds for it.
 */
public final class MqttSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSource.class);
    private static final int AT_LEAST_ONCE = 1;

    /** Nothing has come for so long: the broker has nothing left for who has gone. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** Longer, and messages that do not say their time would be too old to be believed. */
    private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(5);

    private final BrokerAddress broker;
    private final String clientId;
    private final List<String> filters;
    private final List<String> subscriptions;
    private final boolean shared;
    private volatile boolean closed;
    private volatile @Nullable Receiver receiving;
    private volatile @Nullable MqttLink open;

    private MqttSource(
            BrokerAddress broker, String clientId, List<String> filters, List<String> subscriptions, boolean shared) {
        this.broker = broker;
        this.clientId = clientId;
        this.filters = filters;
        this.subscriptions = subscriptions;
        this.shared = shared;
    }

    /**
     * All messages that match one of the filters.
     *
     * @param clientId used unless the address names one
     * @param ownOutputs filters of what this gateway publishes, {@code polymeter/1/meter/#}: reading that
     *     would feed the gateway with itself
     * @throws IllegalArgumentException if a filter is malformed, is {@code #}, or meets own output
     */
    public static MqttSource of(BrokerAddress broker, String clientId, List<String> filters, List<String> ownOutputs) {
        filters.forEach(filter -> objection(filter, ownOutputs).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        }));
        if (filters.isEmpty()) {
            throw new IllegalArgumentException("no topic to subscribe: expected a filter such as tele/+/SENSOR");
        }
        return new MqttSource(broker, clientId, List.copyOf(filters), List.copyOf(filters), false);
    }

    /** Why a filter will not do, for people: it is malformed, is {@code #}, or meets own output. */
    public static Optional<String> objection(String filter, List<String> ownOutputs) {
        if (!TopicFilter.isSound(filter)) {
            return Optional.of("\"" + filter
                    + "\" is no topic filter: + stands for one whole level, # for all further ones, at the end");
        }
        if (filter.equals("#")) {
            return Optional.of(
                    "\"#\" would read everything, this gateway's own messages too: name the adapters' topics, such as"
                            + " tele/+/SENSOR");
        }
        return ownOutputs.stream()
                .filter(own -> TopicFilter.meet(filter, own))
                .findFirst()
                .map(own -> "\"" + filter + "\" would read what this gateway itself publishes at " + own
                        + ": name the adapters' topics, such as tele/+/SENSOR");
    }

    /** The same messages, each to one only of the clients that name the same group (MQTT 5, 4.8.2). */
    public MqttSource shared(String group) {
        if (group.isEmpty() || group.matches(".*[/+#].*")) {
            throw new IllegalArgumentException("\"" + group + "\" is no group: expected a name without / + #");
        }
        List<String> shares =
                filters.stream().map(filter -> "$share/" + group + "/" + filter).toList();
        return new MqttSource(broker, clientId, filters, shares, true);
    }

    @Override
    public String describe() {
        return broker + " " + String.join(", ", subscriptions);
    }

    @Override
    public void run(Receiver receiver) throws IOException, InterruptedException {
        if (closed) {
            return;
        }
        receiving = receiver;
        try (MqttLink link = MqttLink.open(broker, opening(clientId), to(receiver))) {
            open = link;
            receiver.opened(); // first, for what the broker has kept comes with the subscription
            link.subscribe(subscriptions, AT_LEAST_ONCE);
            link.awaitEnd();
        } catch (IOException e) {
            if (!closed) {
                throw e;
            }
        } finally {
            open = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        MqttLink link = open;
        if (link != null) {
            link.close();
        }
    }

    /**
     * Takes over what the broker holds for a member of the group that has gone, then makes it forget that
     * member, so that its share of the messages goes to the others. Returns when all of it has come.
     *
     * @param member the client id of that member
     */
    public void inherit(String member) throws IOException, InterruptedException {
        Receiver receiver = receiving;
        if (receiver == null || closed) {
            return;
        }
        AtomicInteger heard = new AtomicInteger();
        AtomicInteger unacknowledged = new AtomicInteger();
        Received counting = (topic, payload, retained, acknowledgement) -> {
            heard.incrementAndGet();
            unacknowledged.incrementAndGet();
            to(receiver).message(topic, payload, retained, () -> {
                acknowledgement.run();
                unacknowledged.decrementAndGet();
            });
        };
        try (MqttLink link = MqttLink.open(broker, opening(member), counting)) {
            link.unsubscribe(subscriptions);
            int before;
            do {
                before = heard.get();
                Thread.sleep(QUIET);
            } while (link.isOpen() && !closed && (heard.get() > before || unacknowledged.get() > 0));
            if (link.isOpen()) { // else its owner is back, and takes care of the rest
                link.endSession();
            }
        }
        LOG.info("{}: took over {} messages of {}", describe(), heard, member);
    }

    private Received to(Receiver receiver) {
        return (topic, payload, retained, acknowledgement) -> {
            if (isSubscribed(topic)) {
                receiver.message(topic, payload, retained);
            }
            if (shared) {
                receiver.whenDelivered(acknowledgement);
            } else {
                acknowledgement.run();
            }
        };
    }

    private static Opening opening(String clientId) {
        return Opening.as(clientId).withSession(LONGEST_ABSENCE);
    }

    /** A session may still know topics of an earlier configuration. */
    private boolean isSubscribed(String topic) {
        return filters.stream().anyMatch(filter -> TopicFilter.matches(filter, topic));
    }
}
