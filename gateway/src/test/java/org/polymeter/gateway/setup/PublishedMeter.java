package org.polymeter.gateway.setup;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;

/** A gPlug that publishes every second at a broker. */
public final class PublishedMeter implements AutoCloseable {

    private static final Delivery DELIVERY =
            new Delivery(1, false, "application/json", true, List.of(), Duration.ofMinutes(1));

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final String topic;
    private final Thread thread;

    public PublishedMeter(BrokerAddress broker, String user, String password, String topic)
            throws IOException, InterruptedException {
        this.topic = topic;
        BrokerAddress address = new BrokerAddress(
                broker.host(),
                broker.port(),
                broker.version(),
                broker.tls(),
                broker.caFile(),
                Optional.of(user),
                Optional.of(password),
                Optional.empty());
        InstantSource clock = InstantSource.system();
        Play play = new Play(Family.GPLUG, Family.GPLUG.keys(), Faults.NONE, 1, clock.instant());
        MqttLink link = MqttLink.open(address, Opening.as("gplug"));
        thread = Thread.ofVirtual().start(() -> publish(link, play, topic, clock));
    }

    public String topic() {
        return topic;
    }

    private void publish(MqttLink link, Play play, String topic, InstantSource clock) {
        try (link) {
            do {
                link.publish(topic, play.at(clock.instant()), DELIVERY);
                link.flush();
            } while (!stopping.await(1, TimeUnit.SECONDS));
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
