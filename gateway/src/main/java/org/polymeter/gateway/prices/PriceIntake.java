package org.polymeter.gateway.prices;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.polymeter.gateway.adapter.PriceMessage;
import org.polymeter.gateway.flow.Intake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the prices that a broker's messages tell. */
final class PriceIntake implements Intake {

    private static final Logger LOG = LoggerFactory.getLogger(PriceIntake.class);

    private final PriceFile file;
    private final PriceMessage.Form form;
    private final Duration step;
    private final ZoneId zone;
    private final InstantSource clock;
    private String lastFault = "";

    PriceIntake(PriceFile file, PriceMessage.Form form, Duration step, ZoneId zone, InstantSource clock) {
        this.file = file;
        this.form = form;
        this.step = step;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public void opened() {}

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        throw new IllegalStateException("a broker sends messages, not bytes");
    }

    @Override
    public void message(String topic, byte[] payload, boolean retained) {
        Optional<Instant> midnight = retained ? Optional.empty() : Optional.of(midnight());
        PriceMessage message = PriceMessage.read(payload, form, step, midnight);
        message.fault().ifPresent(fault -> complain(topic, fault));
        try {
            file.add(message.prices());
        } catch (IOException e) {
            complain(topic, "cannot keep its prices: " + e.getMessage());
        }
    }

    @Override
    public void silence() {}

    @Override
    public void tick(Instant now) {}

    @Override
    public void ended() {}

    private Instant midnight() {
        return clock.instant().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    /** Once, while it stays the same. */
    private void complain(String topic, String fault) {
        if (!fault.equals(lastFault)) {
            lastFault = fault;
            LOG.warn("prices at {}: {}", topic, fault);
        }
    }
}
