package org.polymeter.gateway.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes facts at a broker, in the words of its renderings. A fact counts as written only when
 * the broker has acknowledged it, so facts are as safe as the outbox before this sink; meanwhile the
 * next ones are sent. State is remembered here and published anew on each connection, and when a
 * consumer calls for it.
 */
public final class MqttSink implements Sink {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSink.class);
    private static final int AT_LEAST_ONCE = 1;

    private final BrokerAddress broker;
    private final String clientId;
    private final List<Rendering> renderings;
    private final LatestState latest = new LatestState();
    /** For each fact that is not confirmed: how many messages have to be. */
    private final Deque<Long> unconfirmed = new ArrayDeque<>();
    /** Somebody out there needs to hear all state again. */
    private final AtomicBoolean called = new AtomicBoolean();

    private @Nullable MqttLink link;
    private boolean deaf;

    /**
     * A sink that connects when it is first written to.
     *
     * @param clientId used unless the address names one
     * @param renderings one or more, asked in this order; one of them at most has a will
     */
    public MqttSink(BrokerAddress broker, String clientId, List<Rendering> renderings) {
        this.broker = broker;
        this.clientId = clientId;
        this.renderings = List.copyOf(renderings);
    }

    @Override
    public String describe() {
        return "mqtt " + broker.host() + ":" + broker.port();
    }

    /** Connects first if need be. */
    @Override
    public void write(List<Fact> batch) throws IOException, InterruptedException {
        try {
            MqttLink to = connected();
            if (called.getAndSet(false)) {
                sayAll(to);
            }
            for (Fact fact : batch) {
                latest.remember(fact);
                render(fact, to);
                unconfirmed.addLast(to.published());
            }
            for (Rendering rendering : renderings) {
                rendering.idle(to::publish);
            }
            if (batch.isEmpty()) {
                to.flush();
            }
            confirm(to.confirmed());
        } catch (IOException e) {
            unconfirmed.clear(); // they will be offered again, to the next connection
            throw e;
        }
    }

    @Override
    public int unconfirmed() {
        return unconfirmed.size();
    }

    /** Who translates messages of one broker for another must not lose them between the two. */
    @Override
    public boolean answersForMessages() {
        return true;
    }

    @Override
    public boolean wantsTold() {
        return renderings.stream().anyMatch(Rendering::wantsTold);
    }

    @Override
    public Optional<Trial> trial() {
        return Optional.of(new MqttTrial(
                broker,
                clientId,
                renderings.stream()
                        .flatMap(rendering -> rendering.probe().stream())
                        .findFirst()));
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // by whoever ends us; it must not cut the goodbye short
        MqttLink last = link;
        if (last != null && last.isOpen()) {
            try {
                sayGoodbye(last);
            } catch (IOException e) {
                LOG.debug("{}: went away while we said goodbye; it has our will", describe(), e);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        drop();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private MqttLink connected() throws IOException, InterruptedException {
        MqttLink known = link;
        if (known != null && (known.isOpen() || !unconfirmed.isEmpty())) {
            return known; // a lost one has to tell of its loss
        }
        drop();
        MqttLink opened = MqttLink.open(broker, opening(), this::hear);
        link = opened;
        List<String> calls = renderings.stream()
                .flatMap(rendering -> rendering.calls().stream())
                .toList();
        if (!calls.isEmpty()) {
            listen(calls, opened);
        }
        for (Rendering rendering : renderings) {
            rendering.greet(opened::publish);
        }
        sayAll(opened);
        return opened;
    }

    /** A broker may forbid it: then nobody can call, and all that is published comes nevertheless. */
    private void listen(List<String> calls, MqttLink to) throws IOException, InterruptedException {
        try {
            to.subscribe(calls, AT_LEAST_ONCE);
        } catch (IOException e) {
            if (!to.isOpen()) {
                throw e;
            }
            if (!deaf) {
                LOG.warn("{}: cannot listen to {}: {}", describe(), String.join(", ", calls), e.getMessage());
            }
            deaf = true;
        }
    }

    private Opening opening() {
        Opening opening = Opening.as(clientId);
        for (Rendering rendering : renderings) {
            opening = rendering.will().map(opening::withWill).orElse(opening);
        }
        return opening;
    }

    private void hear(String topic, byte[] payload, boolean retained, Runnable acknowledgement) {
        acknowledgement.run();
        String text = new String(payload, StandardCharsets.UTF_8);
        if (!retained && renderings.stream().anyMatch(rendering -> rendering.isCall(topic, text))) {
            called.set(true);
        }
    }

    private void sayAll(MqttLink to) throws IOException, InterruptedException {
        for (Fact fact : latest.all()) {
            render(fact, to);
        }
    }

    private void render(Fact fact, MqttLink to) throws IOException, InterruptedException {
        for (Rendering rendering : renderings) {
            rendering.render(fact, to::publish);
        }
    }

    private void confirm(long messages) {
        while (!unconfirmed.isEmpty() && unconfirmed.getFirst() <= messages) {
            unconfirmed.removeFirst();
        }
    }

    private void sayGoodbye(MqttLink to) throws IOException, InterruptedException {
        for (Rendering rendering : renderings) {
            rendering.goodbye(latest.meters(), to::publish);
        }
        to.flush();
    }

    private void drop() {
        MqttLink old = link;
        link = null;
        if (old != null) {
            old.close();
        }
    }
}
