package org.polymeter.gateway.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.flow.Desk;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.sink.Bytes;

/** Takes what comes of old telegrams and messages, and says where in the file what cannot be used is. */
final class Clerk implements Desk {

    /** A source of this name is one of which nobody knows which meter it is. */
    static final String NAMELESS = "nameless";

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final Deposit deposit;
    private final Tally tally;
    private final boolean timesAreKnown;
    private String where = "";
    private Instant last = Instant.EPOCH;

    /** {@code timesAreKnown}: whether the file says when a message came that does not say it itself. */
    Clerk(Deposit deposit, Tally tally, boolean timesAreKnown) {
        this.deposit = deposit;
        this.tally = tally;
        this.timesAreKnown = timesAreKnown;
    }

    /** Where in the file what comes now stands. */
    void at(String place) {
        where = place;
    }

    /**
     * About when the next reading was. Local times that an autumn night has twice are taken to be the nearer ones to it,
     * so that they go on if they are less than an hour apart.
     */
    Instant expected() {
        return last.plus(HALF_AN_HOUR);
    }

    void passOver(String why) {
        tally.passOver(why);
    }

    void refuse(String why) {
        tally.refuse(where, why);
    }

    @Override
    public void described(MeterInfo info) {
        if (!isNameless(info.meter())) {
            unchecked(() -> deposit.describe(info));
        }
    }

    @Override
    public void reading(Reading reading) {
        if (reading.timeSource() == TimeSource.GATEWAY && !timesAreKnown) {
            refuse("it does not say when that was");
        } else if (isNameless(reading.meter())) {
            refuse("it does not say which meter that was: name it with --meter");
        } else {
            last = reading.time();
            unchecked(() -> deposit.put(reading));
        }
    }

    @Override
    public void event(Event event) {
        if (!isNameless(event.meter())) {
            unchecked(() -> deposit.add(event));
        }
    }

    @Override
    public void quarantined(Quarantine quarantine, byte[] evidence) {
        quarantine.values().forEach(value -> refuse("withheld: " + value));
    }

    @Override
    public void rejected(Reason reason, String protocol, Instant received, String detail, int length, Bytes frame) {
        refuse(detail);
    }

    @Override
    public void frame(Instant received, Optional<Duration> skew, Optional<Seal> seal) {}

    @Override
    public void raw(String protocol, Instant received, boolean encrypted, String topic, Bytes frame) {}

    @Override
    public void gone(String meter) {}

    private static boolean isNameless(String meter) {
        return meter.equals(NAMELESS) || meter.startsWith(NAMELESS + "-ch");
    }

    private interface Step {
        void apply() throws IOException;
    }

    private static void unchecked(Step step) {
        try {
            step.apply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
