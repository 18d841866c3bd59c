package org.polymeter.gateway.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Coalesced;
import org.polymeter.gateway.adapter.Coalescer;

/**
 * Reads {@link TopicLines}. A capture has no clock that would tell which values belong together, so a
 * telegram ends where a topic comes again or another device speaks.
 */
final class LinesEngine implements Engine {

    private static final int LONGEST_LINE = 8192;

    private final Adapter adapter;
    private final Found found;
    private final Coalescer coalescer;
    private final Telegram telegram = new Telegram();
    private final Frame frame = new Frame();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Set<String> topics = new HashSet<>();
    private Optional<String> device = Optional.empty();
    private long position;
    private long groupAt;
    private long groupEnd;

    LinesEngine(Adapter adapter, Found found) {
        this.adapter = adapter;
        this.found = found;
        this.coalescer = new Coalescer(adapter);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            position++;
            line.write(bytes[i]);
            if (bytes[i] == '\n' || line.size() == LONGEST_LINE) {
                line();
            }
        }
    }

    @Override
    public void end() {
        line();
        close();
    }

    private void line() {
        byte[] bytes = line.toByteArray();
        line.reset();
        long at = position - bytes.length;
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        Optional<TopicLines.Line> message = TopicLines.of(text);
        if (message.isEmpty()) {
            if (!text.isEmpty()) {
                close();
                found.trouble(new Trouble.Skipped(at, bytes.length, Noise.STRAY), bytes);
            }
            return;
        }
        message(message.get(), at, bytes);
    }

    private void message(TopicLines.Line message, long at, byte[] bytes) {
        Optional<String> whose = adapter.device(message.topic());
        if (!whose.equals(device) || topics.contains(message.topic())) {
            close();
        }
        device = whose;
        if (topics.isEmpty()) {
            groupAt = at;
        }
        groupEnd = position;
        topics.add(message.topic());
        byte[] payload = message.value().getBytes(StandardCharsets.UTF_8);
        switch (adapter.decode(message.topic(), payload, telegram)) {
            case Outcome.Rejected rejected ->
                found.trouble(new Trouble.Rejected(at, bytes.length, adapter.protocol(), rejected.fault()), payload);
            case Outcome.Complete complete -> {
                if (telegram.size() > 0 || telegram.isTimed()) {
                    coalescer.add(message.topic(), payload, telegram, Instant.EPOCH);
                }
            }
        }
    }

    private void close() {
        for (Coalesced whole : coalescer.drain()) {
            byte[] evidence = whole.evidence();
            found.telegram(
                    whole.telegram(),
                    frame.raw(evidence, 0, evidence.length)
                            .payload(evidence, 0, evidence.length)
                            .at(groupAt, (int) (groupEnd - groupAt))
                            .integrity(Integrity.UNCHECKED));
        }
        topics.clear();
    }
}
