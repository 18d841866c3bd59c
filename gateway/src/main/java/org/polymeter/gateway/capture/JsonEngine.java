package org.polymeter.gateway.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.gateway.adapter.Adapter;

/**
 * Reads messages of adapters: JSON objects one after the other, on one line or several, each with or
 * without its topic in front, as {@code mosquitto_sub -v} prints them.
 */
final class JsonEngine implements Engine {

    /** Far beyond what any adapter sends; a brace that is never closed must not eat the memory. */
    private static final int LONGEST_MESSAGE = 256 * 1024;

    /** No topic is longer. */
    private static final int LONGEST_ASIDE = 4096;

    private final BiFunction<String, byte[], Optional<Adapter>> adapters;
    private final Found found;
    private final Telegram telegram = new Telegram();
    private final Frame frame = new Frame();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final ByteArrayOutputStream aside = new ByteArrayOutputStream();
    private long position;
    private int depth;
    private boolean quoted;
    private boolean escaped;

    /** {@code adapters}: finds the adapter for a topic, which may be empty, and a payload. */
    JsonEngine(BiFunction<String, byte[], Optional<Adapter>> adapters, Found found) {
        this.adapters = adapters;
        this.found = found;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            position++;
            if (depth == 0 && bytes[i] != '{') {
                beside(bytes[i]);
            } else {
                inside(bytes[i]);
            }
        }
    }

    @Override
    public void end() {
        if (depth > 0) {
            skipped(message, Noise.CUT_SHORT);
            depth = 0;
        }
        strayUnlessBlank();
    }

    /** Between two objects. */
    private void beside(byte b) {
        aside.write(b);
        if (b == '\n' || aside.size() == LONGEST_ASIDE) {
            strayUnlessBlank();
        }
    }

    private void inside(byte b) {
        message.write(b);
        if (quoted) {
            quoted = escaped || b != '"';
            escaped = !escaped && b == '\\';
        } else if (b == '"') {
            quoted = true;
        } else if (b == '{') {
            depth++;
        } else if (b == '}' && --depth == 0) {
            complete();
        }
        if (message.size() > LONGEST_MESSAGE) {
            skipped(message, Noise.TOO_LONG);
            depth = 0;
            quoted = false;
        }
    }

    private void complete() {
        String topic = aside.toString(StandardCharsets.UTF_8).strip();
        boolean named = topic.indexOf('/') > 0 && !topic.contains(" ");
        int before = named ? aside.size() : 0;
        if (!named) {
            long end = position - message.size();
            strayUnlessBlank(end);
        }
        aside.reset();
        byte[] payload = message.toByteArray();
        message.reset();
        long offset = position - payload.length - before;
        int consumed = payload.length + before;
        Optional<Adapter> adapter = adapters.apply(named ? topic : "", payload);
        if (adapter.isEmpty()) {
            found.rejected(unknown(offset, consumed, payload));
            return;
        }
        Outcome outcome = adapter.get().decode(named ? topic : "", payload, telegram);
        switch (outcome) {
            case Outcome.Complete complete
            when telegram.size() == 0 ->
                found.rejected(new Rejection(
                        offset,
                        consumed,
                        Explanations.DECODE,
                        "a sound message of " + adapter.get().protocol() + " in which no meter speaks",
                        "",
                        FirstBytes.of(payload)));
            case Outcome.Complete complete ->
                found.telegram(
                        telegram,
                        frame.raw(payload, 0, payload.length)
                                .payload(payload, 0, payload.length)
                                .at(offset, consumed)
                                .integrity(Integrity.UNCHECKED));
            case Outcome.Rejected rejected -> rejected(offset, consumed, rejected.fault(), payload);
        }
    }

    private void rejected(long offset, int length, Fault fault, byte[] payload) {
        found.trouble(new Trouble.Rejected(offset, length, telegram.protocol(), fault), payload);
    }

    private static Rejection unknown(long offset, int length, byte[] payload) {
        return new Rejection(
                offset,
                length,
                Explanations.DECODE,
                "JSON of no device we know",
                "if it is one of these, say so with --as: " + String.join(", ", Engines.dialects()),
                FirstBytes.of(payload));
    }

    private void strayUnlessBlank() {
        strayUnlessBlank(position);
    }

    private void strayUnlessBlank(long end) {
        String text = aside.toString(StandardCharsets.ISO_8859_1);
        if (text.isBlank() || text.strip().matches("[\\[\\],]+")) { // objects in an array are welcome, too
            aside.reset();
        } else {
            byte[] bytes = aside.toByteArray();
            aside.reset();
            found.trouble(new Trouble.Skipped(end - bytes.length, bytes.length, Noise.STRAY), bytes);
        }
    }

    private void skipped(ByteArrayOutputStream bytes, Noise why) {
        byte[] evidence = bytes.toByteArray();
        bytes.reset();
        found.trouble(new Trouble.Skipped(position - evidence.length, evidence.length, why), evidence);
    }
}
