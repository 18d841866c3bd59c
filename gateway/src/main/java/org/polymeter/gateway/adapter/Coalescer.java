package org.polymeter.gateway.adapter;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.codec.observation.Telegram;

/**
 * Joins messages that carry one value each to one reading per device: those that come within half a
 * second of the first, agree on the time, and do not repeat a value. Has no timer: its owner, one
 * thread, tells it the time.
 */
public final class Coalescer {

    /** Profile B6. */
    public static final Duration WINDOW = Duration.ofMillis(500);

    /** Of one device within the window; the most talkative script has some 40 values. */
    static final int MOST_FRAGMENTS = 256;

    /** That speak at the same time; beyond it the oldest group is closed early. */
    static final int MOST_DEVICES = 1024;

    private final Adapter adapter;
    private final Map<String, Group> open = new LinkedHashMap<>(); // oldest first
    private final List<Coalesced> complete = new ArrayList<>();

    public Coalescer(Adapter adapter) {
        this.adapter = adapter;
    }

    /** Takes a message that {@link Adapter#fragment} calls one; topic, payload and telegram are copied. */
    public void add(String topic, byte[] payload, Telegram fragment, Instant now) {
        String device = adapter.device(topic).orElse(topic);
        Group group = open.get(device);
        if (group != null && (group.isOver(now) || !group.agrees(fragment))) {
            close(device);
            group = null;
        }
        if (group == null) {
            if (open.size() == MOST_DEVICES) {
                close(open.keySet().iterator().next());
            }
            group = new Group(fragment.protocol(), now);
            open.put(device, group);
        }
        group.add(topic, payload, fragment, now);
    }

    /** Hands over, once, what is complete by now. */
    public List<Coalesced> due(Instant now) {
        Iterator<Map.Entry<String, Group>> groups = open.entrySet().iterator();
        while (groups.hasNext()) {
            Map.Entry<String, Group> group = groups.next();
            if (group.getValue().isOver(now)) {
                complete.add(group.getValue().result(group.getKey()));
                groups.remove();
            }
        }
        return take();
    }

    /** Hands over everything, for the wire is closed. */
    public List<Coalesced> drain() {
        List.copyOf(open.keySet()).forEach(this::close);
        return take();
    }

    private void close(String device) {
        Group group = open.remove(device);
        if (group != null) {
            complete.add(group.result(device));
        }
    }

    private List<Coalesced> take() {
        List<Coalesced> result = List.copyOf(complete);
        complete.clear();
        return result;
    }

    private static final class Group {

        private final Telegram telegram = new Telegram();
        private final List<Message> messages = new ArrayList<>();
        private final Instant first;
        private Instant last;

        Group(String protocol, Instant now) {
            telegram.clear(protocol);
            first = now;
            last = now;
        }

        boolean isOver(Instant now) {
            boolean isSetBack = now.isBefore(first); // the clock; it would be in the window for long
            return isSetBack || !now.isBefore(first.plus(WINDOW)) || messages.size() == MOST_FRAGMENTS;
        }

        boolean agrees(Telegram fragment) {
            return sameTime(fragment) && !repeats(fragment);
        }

        void add(String topic, byte[] payload, Telegram fragment, Instant now) {
            messages.add(new Message(topic, payload.clone()));
            last = now;
            if (fragment.isTimed()) {
                telegram.time(fragment.localSecond(), fragment.deviation());
            }
            for (int i = 0; i < fragment.size(); i++) {
                if (indexOf(fragment, i) < 0) { // each message repeats whose it is; once is enough
                    telegram.append(fragment, i);
                }
            }
            fragment.warnings().forEach(telegram::remark);
        }

        Coalesced result(String device) {
            ByteArrayOutputStream evidence = new ByteArrayOutputStream();
            messages.stream()
                    .sorted(Comparator.comparing(Message::topic))
                    .forEach(message -> evidence.writeBytes(message.payload()));
            return new Coalesced(device, telegram, evidence.toByteArray(), last);
        }

        private boolean sameTime(Telegram fragment) {
            return !telegram.isTimed()
                    || !fragment.isTimed()
                    || (telegram.localSecond() == fragment.localSecond()
                            && telegram.deviation() == fragment.deviation());
        }

        private boolean repeats(Telegram fragment) {
            for (int i = 0; i < fragment.size(); i++) {
                int mine = indexOf(fragment, i);
                if (mine >= 0 && !isSameText(mine, fragment, i)) {
                    return true;
                }
            }
            return false;
        }

        private int indexOf(Telegram fragment, int line) {
            for (int i = 0; i < telegram.size(); i++) {
                if (telegram.obis(i).equals(fragment.obis(line))
                        && telegram.label(i).equals(fragment.label(line))) {
                    return i;
                }
            }
            return -1;
        }

        private boolean isSameText(int mine, Telegram fragment, int line) {
            return telegram.kind(mine) == Telegram.Kind.TEXT
                    && fragment.kind(line) == Telegram.Kind.TEXT
                    && telegram.text(mine).equals(fragment.text(line));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Message(String topic, byte[] payload) {}
}
