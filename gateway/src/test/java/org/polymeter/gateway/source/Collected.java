package org.polymeter.gateway.source;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Keeps what a source passed on; another thread may look while it does. */
class Collected implements Receiver {

    /** {@code opened}, {@code silence}, {@code bytes}, {@code topic=payload}, in order; runs of bytes once. */
    final List<String> events = new CopyOnWriteArrayList<>();

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    @Override
    public void opened() {
        events.add("opened");
    }

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        heard.write(bytes, offset, length);
        if (!events.getLast().equals("bytes")) {
            events.add("bytes");
        }
    }

    @Override
    public void message(String topic, byte[] payload, boolean retained) {
        events.add(topic + "=" + new String(payload, StandardCharsets.UTF_8) + (retained ? " (kept)" : ""));
    }

    @Override
    public void silence() {
        events.add("silence");
    }

    byte[] heard() {
        return heard.toByteArray();
    }

    void awaitBytes(int count) {
        await().until(() -> heard().length >= count);
    }

    void awaitEvents(Predicate<List<String>> condition) {
        await().until(() -> condition.test(events));
    }

    long count(String event) {
        return events.stream().filter(event::equals).count();
    }
}
