package org.polymeter.codec.reading;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Harmonizer.Moment;

/** The gas, water, heat and slave meters that a telegram carries on M-Bus channels. */
final class SubMeters {

    private static final int DEVICE_TYPE = 1;
    private static final int VALUE = 2;
    private static final int OLD_VALUE = 3;

    private final MeterClock clock;
    private final Mapping mapping;

    SubMeters(MeterClock clock, Mapping mapping) {
        this.clock = clock;
        this.mapping = mapping;
    }

    /** Whether a code belongs to a device on an M-Bus channel. */
    static boolean concerns(Obis obis) {
        return !obis.isNone() && obis.a() == 0 && obis.b() > 0 && (obis.c() == 24 || (obis.c() == 96 && obis.d() == 1));
    }

    /** One sub-meter's part of a telegram. */
    final class Value {

        private final Telegram telegram;
        private final Frame frame;
        private final String parent;
        private final Moment moment;
        private final int channel;
        private final List<Integer> lines = new ArrayList<>();
        private int register = -1;
        private int type;
        private Optional<Identity> identity = Optional.empty();

        private Value(Telegram telegram, Frame frame, String parent, Moment moment, int channel) {
            this.telegram = telegram;
            this.frame = frame;
            this.parent = parent;
            this.moment = moment;
            this.channel = channel;
        }

        Optional<Identity> identity() {
            return identity;
        }

        String parent() {
            return parent;
        }

        int channel() {
            return channel;
        }

        Moment moment() {
            return moment;
        }

        Frame frame() {
            return frame;
        }

        String protocol() {
            return telegram.protocol();
        }

        /** EN 13757-3 device types as P1 telegrams use them. */
        String medium() {
            return switch (type) {
                case 2 -> "electricity";
                case 3 -> "gas";
                case 4, 12, 13 -> "heat";
                case 6, 21 -> "hot_water";
                case 7, 22 -> "water";
                case 10, 11 -> "cooling";
                default -> type == 0 ? byUnit() : "other";
            };
        }

        /** When the register was read, if the telegram says so. */
        Optional<Instant> captured() {
            if (!telegram.isCaptured(register)) {
                return Optional.empty();
            }
            return Optional.of(
                    clock.resolve(telegram.localSecond(register), telegram.deviation(register), moment.time()));
        }

        /** The register's own record: a main meter that ticks on leaves the id as it is. */
        byte[] evidence() {
            String record = telegram.recordLength(register) > 0
                    ? Harmonizer.record(telegram, frame, register)
                    : telegram.obis(register) + "(" + telegram.value(register).toPlainString() + "*"
                            + telegram.unit(register) + ")";
            return record.getBytes(StandardCharsets.ISO_8859_1);
        }

        void fill(Draft draft, MeterMemory meter) {
            boolean volumes = medium().equals("gas") || medium().endsWith("water");
            for (int line : lines) {
                boolean isRegister = isRegister(telegram.obis(line));
                mapping.amount(telegram, line, volumes && isRegister, draft, meter);
            }
        }

        private static boolean isRegister(Obis obis) {
            return obis.d() == VALUE || obis.d() == OLD_VALUE;
        }

        private String byUnit() {
            return switch (telegram.unit(register).base()) {
                case "J" -> "heat";
                case "Wh" -> "electricity";
                default -> "other";
            };
        }

        private void take(int line) {
            Obis obis = telegram.obis(line);
            boolean amount = telegram.kind(line) == Telegram.Kind.AMOUNT;
            if (obis.c() == 96) {
                identify(line);
            } else if (!amount) {
                return;
            } else if (obis.d() == DEVICE_TYPE) {
                type = (int) telegram.mantissa(line);
            } else {
                lines.add(line);
                if (register < 0 && isRegister(obis)) {
                    register = line;
                }
            }
        }

        /** 96.1.0, then 96.1.1 (Belgium); 96.1.2 is the number of the connection, not the meter's. */
        private void identify(int line) {
            boolean candidate = telegram.kind(line) == Telegram.Kind.TEXT
                    && telegram.obis(line).e() <= 1;
            if (candidate && identity.isEmpty()) {
                Identity found = new Identity("dsmr", telegram.text(line), telegram.obis(line));
                identity = Optional.of(found).filter(it -> !it.normalised().isEmpty());
            }
        }

        /** A channel without device shows an empty register and no id. */
        private boolean isDevice() {
            return register >= 0 && (identity.isPresent() || telegram.mantissa(register) != 0);
        }
    }

    /**
     * Passes on every sub-meter of the telegram; of two on one channel, the later captured.
     *
     * @param out whether a sub-meter said anything new
     * @return whether none said anything new
     */
    boolean read(Telegram telegram, Frame frame, String parent, Moment moment, Predicate<Value> out) {
        List<Value> found = new ArrayList<>(0);
        for (int i = 0; i < telegram.size(); i++) {
            Obis obis = telegram.obis(i);
            if (concerns(obis)) {
                valueOf(obis, telegram, frame, parent, moment, found).take(i);
            }
        }
        boolean quiet = true;
        for (Value value : found) {
            if (value.isDevice() && found.stream().noneMatch(other -> supersedes(other, value))) {
                quiet &= !out.test(value);
            }
        }
        return quiet;
    }

    /** A second device type or id on a channel begins a second device: a stale one after a swap. */
    private Value valueOf(Obis obis, Telegram telegram, Frame frame, String parent, Moment moment, List<Value> found) {
        for (int i = found.size() - 1; i >= 0; i--) {
            Value last = found.get(i);
            if (last.channel == obis.b()) {
                boolean again = obis.c() == 24 && obis.d() == DEVICE_TYPE && (last.register >= 0 || last.type != 0);
                if (!again) {
                    return last;
                }
                break;
            }
        }
        Value value = new Value(telegram, frame, parent, moment, obis.b());
        found.add(value);
        return value;
    }

    private static boolean supersedes(Value one, Value other) {
        return one != other
                && one.channel == other.channel
                && one.isDevice()
                && one.captured().orElse(Instant.MIN).isAfter(other.captured().orElse(Instant.MIN));
    }
}
