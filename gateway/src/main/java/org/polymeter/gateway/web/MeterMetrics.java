package org.polymeter.gateway.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;

/**
 * What meters say, as metrics: each number of the state under its name of the profile, counters with
 * {@code _total} behind it. What a meter does not say is absent, and so is everything of a meter that is offline.
 */
final class MeterMetrics {

    private static final String PREFIX = "polymeter_";

    private final Board board;
    private final String gateway;
    private final Meanings meanings = new Meanings();

    MeterMetrics(Board board, String gateway) {
        this.board = board;
        this.gateway = gateway;
    }

    void addTo(Exposition out, Instant now) {
        board.meters().forEach((id, meter) -> add(id, meter, now, out));
    }

    private void add(String id, Board.Meter meter, Instant now, Exposition out) {
        Map<String, String> labels = Exposition.labels("meter", id);
        if (meter.alive != null) {
            out.add(
                    PREFIX + "up",
                    Exposition.Type.GAUGE,
                    "Whether the meter is heard",
                    labels,
                    meter.isOnline() ? "1" : "0");
        }
        Instant heard = meter.heard;
        if (heard != null) {
            out.add(
                    PREFIX + "reading_age_seconds",
                    Exposition.Type.GAUGE,
                    "Time since the last reading was received",
                    labels,
                    seconds(Duration.between(heard, now)));
        }
        info(meter.described, out);
        Fact.Known known = meter.known;
        if (known != null && meter.isOnline()) {
            values(known.state(), labels, out);
        }
    }

    private void info(Fact.@Nullable Described described, Exposition out) {
        if (described == null) {
            return;
        }
        MeterInfo info = described.info();
        out.add(
                PREFIX + "meter_info",
                Exposition.Type.GAUGE,
                "What the meter is",
                Exposition.labels(
                        "meter", info.meter(),
                        "medium", info.medium(),
                        "name", orEmpty(info.name()),
                        "role", orEmpty(info.role()),
                        "gateway", gateway),
                "1");
    }

    private void values(Reading state, Map<String, String> labels, Exposition out) {
        for (int i = 0; i < state.size(); i++) {
            Quantity quantity = state.quantity(i);
            if (!state.isText(i)) {
                boolean counts = quantity.kind() == Quantity.Kind.COUNTER;
                out.add(
                        PREFIX + quantity.name() + (counts ? "_total" : ""),
                        counts ? Exposition.Type.COUNTER : Exposition.Type.GAUGE,
                        help(quantity),
                        labels,
                        state.plain(i));
            }
        }
    }

    private String help(Quantity quantity) {
        String unit = quantity.unit().symbol();
        return meanings.of(quantity.name()) + (unit.isEmpty() ? "" : ", " + unit);
    }

    /** With milliseconds. */
    static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
