package org.polymeter.gateway.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.polymeter.gateway.mqtt.MosquittoSub;

/** An independent subscriber of everything, mosquitto_sub, that remembers all it heard. */
final class Ear implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final MosquittoSub sub;
    private final List<Message> heard = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();

    private Ear(MosquittoSub sub) {
        this.sub = sub;
        Thread.ofVirtual().start(() -> sub.all(this::hear));
    }

    static Ear at(int port) {
        try {
            return new Ear(MosquittoSub.start(port, Message.FORMAT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** The first message ever heard at a topic that ends so; waits for it. */
    Message await(String topic) {
        return await(topic, message -> true);
    }

    /** The first such message ever heard at a topic that ends so; waits for it. */
    Message await(String topic, Predicate<Message> wanted) {
        return awaitAny(message -> message.topic().endsWith(topic) && wanted.test(message), topic);
    }

    /** A reading with that value; waits for it. */
    Message awaitReading(String meter, String name, String value) {
        return await(
                "meter/" + meter + "/reading",
                message -> value.equals(message.values().get(name)));
    }

    /** Everything until now, in order. */
    List<Message> all() {
        lock.lock();
        try {
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    /** What was heard until now at topics that end so. */
    List<Message> all(String topic) {
        return all().stream().filter(message -> message.topic().endsWith(topic)).toList();
    }

    /** One value of all readings of a meter until now, in order. */
    List<String> series(String meter, String name) {
        return all("meter/" + meter + "/reading").stream()
                .map(message -> message.values().getOrDefault(name, "none"))
                .toList();
    }

    boolean hasHeard(String topic) {
        return !all(topic).isEmpty();
    }

    @Override
    public void close() {
        sub.close();
    }

    private void hear(String line) {
        lock.lock();
        try {
            heard.add(Message.of(line));
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Message awaitAny(Predicate<Message> wanted, String what) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            int next = 0;
            while (true) {
                for (; next < heard.size(); next++) {
                    if (wanted.test(heard.get(next))) {
                        return heard.get(next);
                    }
                }
                if (left <= 0) {
                    throw new AssertionError("not heard: " + what + "; but\n" + tail());
                }
                left = more.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private String tail() {
        return String.join(
                "\n",
                heard.subList(Math.max(0, heard.size() - 40), heard.size()).stream()
                        .map(message -> message.toString()
                                .substring(0, Math.min(300, message.toString().length())))
                        .toList());
    }
}
