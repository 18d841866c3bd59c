package org.polymeter.gateway.flow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.sink.Fact;

/** Facts for tests of what carries them. */
final class Facts {

    static final Instant NOON = Instant.parse("2025-01-14T12:00:00Z");

    private Facts() {}

    /** A reading whose power is its number. */
    static Fact.Heard heard(int number) {
        return new Fact.Heard(Readings.reading("house", NOON.plusSeconds(number), "power_w " + number));
    }

    static Fact.Known known(int number) {
        return new Fact.Known(heard(number).reading(), Map.of(), List.of());
    }

    /** A telegram without a value. */
    static Fact.Told told() {
        Frame frame = new Frame().raw(new byte[] {'/', '!'}, 0, 2);
        return Fact.Told.of("p1", "house", NOON, new Telegram(), frame);
    }

    static Fact.Described described(double interval) {
        return new Fact.Described(info("house", null).withTempo(interval, 30));
    }

    static MeterInfo info(String meter, @Nullable String parent) {
        return info(meter, parent, "dsmr");
    }

    /** One of several on a bus. */
    static MeterInfo onBus(String meter) {
        return info(meter, null, "mbus");
    }

    private static MeterInfo info(String meter, @Nullable String parent, String protocol) {
        return new MeterInfo(
                meter,
                null,
                "electricity",
                null,
                protocol,
                "SERIAL",
                parent,
                OptionalInt.empty(),
                null,
                null,
                null,
                protocol,
                null,
                "p1",
                null,
                "UTC",
                1,
                0,
                0,
                new TreeMap<>());
    }

    static Reading reading(String meter, Instant time, String values) {
        return Readings.reading(meter, time, values);
    }

    /** In a word each: {@code heard 7}. */
    static List<String> words(List<Fact> facts) {
        return facts.stream().map(Facts::word).toList();
    }

    static String word(Fact fact) {
        return switch (fact) {
            case Fact.Heard heard -> "heard " + heard.reading().plain(0);
            case Fact.Known known -> "known " + known.state().plain(0);
            case Fact.Described described -> "described " + described.info().meter();
            case Fact.Alive alive -> alive.meter() + (alive.online() ? " online" : " offline");
            default -> fact.getClass().getSimpleName();
        };
    }
}
