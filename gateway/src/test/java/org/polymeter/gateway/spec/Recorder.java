package org.polymeter.gateway.spec;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.polymeter.gateway.mqtt.SmallNetty;

/**
 * Subscribes to everything at a broker of a test, and holds it against the {@link Contract}. The tests'
 * brokers and subscribers start one each, so no test has to think of it. Messages that a test publishes
 * itself, as somebody who need not obey, carry the user property {@link #BY_HAND}; our own never do.
 */
public final class Recorder {

    static {
        SmallNetty.choose(); // we come before the program
    }

    /** Name of the user property that exempts a message. */
    public static final String BY_HAND = Published.BY_HAND;

    private static final int PATIENCE_SECONDS = 20;
    private static final int MOST_TOLD = 20;
    private static final Set<Integer> WATCHED = ConcurrentHashMap.newKeySet();

    /** Building the schemas takes longer than most tests. */
    private static final Contract CONTRACT = new Contract();

    private final int port;
    private final Mqtt5AsyncClient client;
    private final BlockingQueue<Mqtt5Publish> heard = new LinkedBlockingQueue<>();
    private final String last = "recorder/" + UUID.randomUUID();
    private final CompletableFuture<List<String>> verdict = new CompletableFuture<>();

    private Recorder(int port, int door) {
        this.port = port;
        this.client =
                Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(door).buildAsync();
    }

    /** Whether somebody watches the broker already. */
    public static boolean watches(int port) {
        return WATCHED.contains(port);
    }

    /** Subscribed by the time it returns. */
    public static Recorder at(int port) throws InterruptedException {
        return at(port, port);
    }

    /**
     * The same, for brokers that do not let everybody in.
     *
     * @param port that all others use
     * @param door port of the same broker that lets the recorder in
     */
    public static Recorder at(int port, int door) throws InterruptedException {
        Recorder recorder = new Recorder(port, door);
        recorder.subscribe();
        WATCHED.add(port);
        Thread thread = new Thread(recorder::check, "recorder " + port);
        thread.setDaemon(true);
        thread.start(); // no virtual thread: it computes, and the lanes need theirs
        return recorder;
    }

    /** Hears what was published until now, and tells what was wrong; empty: nothing. */
    public List<String> end() throws InterruptedException {
        WATCHED.remove(port);
        await(client.publishWith().topic(last).qos(MqttQos.AT_LEAST_ONCE).send());
        List<String> complaints = await(verdict);
        await(client.disconnect());
        return complaints;
    }

    /** Fails the test if there is anything to complain about. */
    public static void judge(List<String> complaints) {
        if (!complaints.isEmpty()) {
            throw new AssertionError("what was published breaks docs/spec, " + complaints.size() + " times:\n"
                    + String.join("\n", complaints.subList(0, Math.min(MOST_TOLD, complaints.size()))));
        }
    }

    private void subscribe() throws InterruptedException {
        client.publishes(MqttGlobalPublishFilter.ALL, heard::add);
        await(client.connect());
        await(client.subscribeWith()
                .topicFilter("#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .retainAsPublished(true)
                .send());
    }

    private void check() {
        List<String> complaints = new ArrayList<>();
        Map<String, Long> checked = new HashMap<>();
        try {
            for (Published next = next(); !next.topic().equals(last); next = next()) {
                if (Contract.concerns(next) && !next.isByHand()) {
                    Channel.of(next.topic()).ifPresent(channel -> checked.merge(channel.address(), 1L, Long::sum));
                    for (String complaint : CONTRACT.complaints(next)) {
                        complaints.add(complaint + "\n    " + next);
                    }
                }
            }
            Tally.add(checked);
            verdict.complete(complaints);
        } catch (InterruptedException | RuntimeException e) {
            verdict.completeExceptionally(e);
        }
    }

    private Published next() throws InterruptedException {
        return Published.of(heard.take());
    }

    private <T> T await(CompletableFuture<T> step) throws InterruptedException {
        try {
            return step.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the recorder at port " + port + " cannot follow", e);
        }
    }
}
