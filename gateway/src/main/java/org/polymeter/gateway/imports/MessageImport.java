package org.polymeter.gateway.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterId;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.adapter.ReadingMessage;
import org.polymeter.gateway.imports.MessageLines.Message;
import org.polymeter.gateway.intake.TopicIntake;

/** Reads messages that adapters, or gateways like this one, have once published, as if they came now. */
final class MessageImport {

    private static final int LOOK_EVERY = 1_000;
    private static final int MOST_TOPICS = 10_000;

    /** Topics of the profile, but for readings. */
    private static final Pattern OURS = Pattern.compile(".*/1/(gateway/.+|meter/[^/]+/(?!reading$).+)");

    private static final String OTHER_METERS = "messages of other meters than the one that --meter names";
    private static final String NO_READINGS = "messages of Polymeter that are no readings";

    private final ImportSettings settings;
    private final Deposit deposit;
    private final Tally tally;
    private final OldFile file;
    private final Map<String, TopicIntake> intakes = new LinkedHashMap<>();
    private final Map<String, Adapter> byTopic = new HashMap<>();

    /** When the message came; in a file that does not say it, about when that was. */
    private Instant now = Instant.EPOCH;

    private final InstantSource clock = () -> now;
    private Optional<Adapter> last = Optional.empty();
    private Optional<String> only = Optional.empty();

    MessageImport(ImportSettings settings, Deposit deposit, Tally tally, OldFile file) {
        this.settings = settings;
        this.deposit = deposit;
        this.tally = tally;
        this.file = file;
    }

    /** Whether that is how such a file begins. */
    static boolean recognises(String head) throws IOException {
        return new MessageLines(new BufferedReader(new StringReader(head)))
                .next()
                .filter(MessageImport::isMessage)
                .isPresent();
    }

    private static boolean isMessage(Message message) {
        return !message.broken()
                && message.payload().length > 0
                && (!message.topic().isEmpty() || message.payload()[0] == '{');
    }

    void read() throws IOException {
        MessageLines messages = new MessageLines(file.text());
        Optional<Message> message = messages.next();
        boolean timesAreKnown = message.flatMap(Message::time).isPresent();
        Clerk clerk = new Clerk(deposit, tally, timesAreKnown);
        for (; message.isPresent(); message = messages.next()) {
            tally.row();
            clerk.at(file.name() + ":" + message.get().line());
            now = message.get().time().orElse(timesAreKnown ? now : clerk.expected());
            take(message.get(), clerk, timesAreKnown);
            if (tally.rows() % LOOK_EVERY == 0) {
                tally.progress(file.position(), file.size());
            }
        }
        intakes.values().forEach(TopicIntake::ended);
        deposit.flush();
        tally.progress(file.size(), file.size());
    }

    private void take(Message message, Clerk clerk, boolean timesAreKnown) throws IOException {
        if (message.broken() || message.payload().length == 0) {
            clerk.refuse("no message: neither a topic and a value, nor a whole JSON object");
            return;
        }
        if (OURS.matcher(message.topic()).matches()) {
            tally.passOver(NO_READINGS);
            return;
        }
        if (isPerhapsOurs(message.topic())) {
            Optional<Reading> reading = ReadingMessage.read(message.payload());
            if (reading.isPresent()) {
                own(reading.get(), clerk);
                return;
            }
        }
        Optional<Adapter> adapter = adapter(message);
        if (adapter.isEmpty()) {
            clerk.refuse("a message of no device we know");
            return;
        }
        if (timesAreKnown) {
            intakes.values().forEach(intake -> intake.tick(now));
        }
        intakes.computeIfAbsent(adapter.get().protocol(), unused -> intake(adapter.get(), clerk, timesAreKnown))
                .message(message.topic(), message.payload(), false);
    }

    /** A reading that is one already; ids that no gateway gives are none. */
    private void own(Reading reading, Clerk clerk) throws IOException {
        if (reading.size() == 0 || !MeterId.isLegal(reading.meter())) {
            clerk.refuse("a reading without meter or values");
        } else if (settings.meter()
                .id()
                .filter(id -> !id.equals(reading.meter()))
                .isPresent()) {
            tally.passOver(OTHER_METERS);
        } else {
            deposit.put(reading);
        }
    }

    private static boolean isPerhapsOurs(String topic) {
        return topic.isEmpty() || topic.endsWith("/reading");
    }

    /** Of a device whose messages do not tell what they are, the messages before do. */
    private Optional<Adapter> adapter(Message message) {
        if (settings.adapter().isPresent()) {
            return settings.adapter();
        }
        Optional<Adapter> known = Optional.ofNullable(byTopic.get(message.topic()));
        if (known.isPresent()) {
            return known;
        }
        Optional<Adapter> found = Adapters.recognise(message.topic(), message.payload())
                .or(() -> last.filter(adapter -> adapter.device(message.topic()).isPresent()));
        last = found.or(() -> last);
        if (found.isPresent() && !message.topic().isEmpty() && byTopic.size() < MOST_TOPICS) {
            byTopic.put(message.topic(), found.get());
        }
        return found;
    }

    private TopicIntake intake(Adapter adapter, Clerk clerk, boolean timesAreKnown) {
        return new TopicIntake(
                Clerk.NAMELESS,
                adapter,
                device -> harmonizer(device.isEmpty() ? Clerk.NAMELESS : device, clerk, timesAreKnown),
                clock,
                false,
                clerk);
    }

    private Harmonizer harmonizer(String device, Clerk clerk, boolean timesAreKnown) {
        WireSettings.Clock itsClock = timesAreKnown ? WireSettings.Clock.OF_METER : WireSettings.Clock.OF_ARCHIVE;
        WireSettings wire = WireSettings.of(Clerk.NAMELESS, settings.zone())
                .withClock(itsClock)
                .behindAdapter(device);
        boolean isNamed = settings.meter().id().isPresent();
        boolean isOther = isNamed && only.filter(first -> !first.equals(device)).isPresent();
        only = only.or(() -> Optional.of(device));
        return new Harmonizer(
                isOther ? wire : wire.withMeter(settings.meter()),
                settings.ids(),
                Bindings.inMemory(),
                isOther ? new Deaf() : clerk);
    }

    /** Hears other devices than the one whose meter has a name. */
    private final class Deaf implements Harmonizer.Listener {

        @Override
        public void described(MeterInfo info) {}

        @Override
        public void reading(Reading reading) {
            tally.passOver(OTHER_METERS);
        }

        @Override
        public void event(Event event) {}
    }
}
