package org.polymeter.gateway.sink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;

/**
 * Tries a broker on a connection of its own: a message that is not kept, to a topic that only tells of trials, and back
 * if we may read it.
 */
final class MqttTrial implements Trial {

    private static final Duration LONGEST_WAY_BACK = Duration.ofSeconds(5);
    private static final int AT_LEAST_ONCE = 1;

    private final BrokerAddress broker;
    private final String clientId;
    private final Optional<Rendering.Probe> probe;

    /**
     * A trial of what a sink publishes.
     *
     * @param clientId of the sink; the trial's is another one, or the broker would end the sink's connection
     * @param probe what to send; empty: the broker is only asked to let us in
     */
    MqttTrial(BrokerAddress broker, String clientId, Optional<Rendering.Probe> probe) {
        this.broker = broker.withoutClientId();
        this.clientId = clientId + "-test";
        this.probe = probe;
    }

    @Override
    public Result run(Instant now) throws IOException, InterruptedException {
        if (probe.isEmpty()) {
            try (MqttLink link = MqttLink.open(broker, Opening.as(clientId))) {
                link.flush();
                return new Result(Finding.LET_IN, broker.toString());
            }
        }
        return send(probe.get().topic(), probe.get().payload(now));
    }

    private Result send(String topic, byte[] payload) throws IOException, InterruptedException {
        CountDownLatch back = new CountDownLatch(1);
        Opening opening = Opening.as(clientId);
        try (MqttLink link = MqttLink.open(broker, opening, (heard, bytes, retained, acknowledgement) -> {
            acknowledgement.run();
            if (Arrays.equals(bytes, payload)) {
                back.countDown();
            }
        })) {
            boolean listens = listens(link, topic);
            long sent = System.nanoTime();
            link.publish(topic, payload, Deliveries.TRIAL);
            link.flush();
            boolean cameBack = listens && back.await(LONGEST_WAY_BACK.toMillis(), TimeUnit.MILLISECONDS);
            long millis = Duration.ofNanos(System.nanoTime() - sent).toMillis();
            return cameBack
                    ? new Result(Finding.CAME_BACK, broker + " " + topic + ", back after " + millis + " ms")
                    : new Result(
                            Finding.ACKNOWLEDGED,
                            broker + " " + topic
                                    + (listens
                                            ? "; it did not come back: may this user write there?"
                                            : "; we may not read there"));
        }
    }

    /** A broker may forbid to read; that is no fault of an output. */
    private static boolean listens(MqttLink link, String topic) throws IOException, InterruptedException {
        try {
            link.subscribe(List.of(topic), AT_LEAST_ONCE);
            return true;
        } catch (IOException e) {
            if (!link.isOpen()) {
                throw e;
            }
            return false;
        }
    }
}
