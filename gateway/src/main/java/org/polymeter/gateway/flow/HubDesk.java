package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes an intake's reports to the hub. */
final class HubDesk implements Desk {

    /** A reject names so many values; stats count them all. */
    private static final int MOST_IN_DETAIL = 8;

    /** Quantities of one source that get a line in the log, once each. */
    private static final int MOST_LOGGED = 256;

    private static final Logger LOG = LoggerFactory.getLogger(HubDesk.class);

    private final String source;
    private final boolean raw;
    private final SourceLedger ledger;
    private final Hub hub;
    private final List<Witness> witnesses;
    private final Set<Quantity> logged = new HashSet<>();

    /** {@code raw}: whether frames are published as received; {@code witnesses}: who sees them in any case. */
    HubDesk(String source, boolean raw, SourceLedger ledger, Hub hub, List<Witness> witnesses) {
        this.source = source;
        this.raw = raw;
        this.ledger = ledger;
        this.hub = hub;
        this.witnesses = witnesses;
    }

    @Override
    public void described(MeterInfo info) {
        hub.say(new Word.Described(info));
    }

    @Override
    public void reading(Reading reading) {
        ledger.reading();
        hub.say(new Word.Heard(reading));
    }

    @Override
    public void event(Event event) {
        hub.say(new Word.Happened(event));
    }

    @Override
    public void quarantined(Quarantine quarantine, byte[] evidence) {
        for (Quarantine.Value value : quarantine.values()) {
            ledger.quarantined(value.reason());
            if (logged.size() < MOST_LOGGED && logged.add(value.quantity())) {
                LOG.warn("source {}: {}; withheld, like others to come: see stats and reject", source, value);
            }
        }
        String detail = (quarantine.whole() ? "nothing of it is published: " : "")
                + quarantine.values().stream()
                        .limit(MOST_IN_DETAIL)
                        .map(Quarantine.Value::toString)
                        .collect(Collectors.joining("; "));
        Bytes frame = Bytes.of(evidence);
        rejected(
                Reason.IMPLAUSIBLE,
                new Fact.Rejected(
                        source,
                        quarantine.received(),
                        quarantine.protocol(),
                        Reason.IMPLAUSIBLE.word(),
                        detail,
                        evidence.length,
                        0,
                        frame,
                        Optional.of(quarantine)));
    }

    @Override
    public void frame(Instant received, Optional<Duration> skew, Optional<Seal> seal) {
        ledger.frame(received);
        ledger.skew(skew);
        seal.ifPresent(ledger::seal);
    }

    @Override
    public boolean wantsRaw() {
        return raw || !witnesses.isEmpty();
    }

    @Override
    public void raw(String protocol, Instant received, boolean encrypted, String topic, Bytes frame) {
        Fact.Raw fact = new Fact.Raw(source, protocol, received, encrypted, topic, frame);
        witnesses.forEach(shown -> shown.received(fact));
        if (raw) {
            hub.say(new Word.Raw(fact));
        }
    }

    @Override
    public void told(String meter, Instant received, Telegram telegram, Frame frame) {
        if (isTold()) {
            hub.say(new Word.Told(Fact.Told.of(source, meter, received, telegram, frame)));
        }
    }

    @Override
    public void rejected(Reason reason, String protocol, Instant received, String detail, int length, Bytes frame) {
        rejected(reason, new Fact.Rejected(source, received, protocol, reason.word(), detail, length, 0, frame));
    }

    private void rejected(Reason reason, Fact.Rejected fact) {
        ledger.rejected(reason, fact.received(), fact.detail());
        witnesses.forEach(shown -> shown.rejected(fact));
        hub.say(new Word.Rejected(fact));
    }

    @Override
    public void gone(String meter) {
        hub.say(new Word.Gone(meter));
    }

    /** Whether any output reads what meters said word for word, now; asked for each telegram. */
    private boolean isTold() {
        for (Courier courier : hub.roster().couriers()) {
            if (courier.wantsTold()) {
                return true;
            }
        }
        return false;
    }
}
