package org.polymeter.codec.dlms;

import java.math.BigDecimal;
import org.polymeter.codec.bytes.BigEndian;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;

/** Reports a node of the tree as the value of an OBIS code. */
final class Values {

    /** Stands for a node that is not there. */
    static final int NONE = -1;

    /** No meter counts in 10^13 of anything; a scaler beyond is damaged. */
    private static final int LARGEST_SCALE = 12;

    private static final int MOST_DIGITS = 20;

    private final DataTree tree;
    private final DateTime dateTime = new DateTime();
    private final byte[] digits = new byte[MOST_DIGITS];
    private ObservationSink out = new Telegram(); // until the first payload
    private int start;
    private boolean timed;

    Values(DataTree tree) {
        this.tree = tree;
    }

    /** Begins a payload whose first byte is at {@code start}. */
    void begin(int start, ObservationSink out) {
        this.start = start;
        this.out = out;
        timed = false;
    }

    /** The date-time of the notification's header. */
    void time(byte[] bytes, int at) {
        if (dateTime.read(bytes, at)) {
            time(at);
        } else {
            out.warning(at - start, "the date-time of the notification is not a full one");
        }
    }

    /**
     * Reports a value.
     *
     * @param scalerUnit node of {@code structure{integer, enum}} or {@link #NONE}
     * @return whether a value was reported
     */
    boolean value(Obis obis, int node, int scalerUnit) {
        int tag = tree.tag(node);
        if (tree.isInteger(node)) {
            return integer(obis, node, scalerUnit);
        }
        return switch (tag) {
            case Tag.BOOLEAN, Tag.ENUM -> whole(obis, node, 0, Unit.NONE);
            case Tag.BCD -> amount(obis, node, bcd(tree.number(node)), 0, unscaled(obis));
            case Tag.FLOAT32, Tag.FLOAT64 -> floating(obis, node, scalerUnit);
            case Tag.OCTET_STRING -> octets(obis, node);
            case Tag.DATE_TIME -> clock(obis, node);
            case Tag.VISIBLE_STRING, Tag.UTF8_STRING, Tag.BIT_STRING, Tag.DATE, Tag.TIME -> text(obis, node);
            default -> false;
        };
    }

    /** Reports the time at which the amount before was true. */
    void capturedAt(int node) {
        if (dateTimeOf(node)) {
            out.capturedAt(dateTime.localSecond(), dateTime.deviation());
            moment(tree.position(node));
        }
    }

    /** Reports 0-x:1.0.0 or another clock; it is the telegram's time if the header has none. */
    boolean clock(Obis obis, int node) {
        if (tree.isNull(node) || !dateTimeOf(node)) {
            return false;
        }
        if (!timed && Codes.isClock(obis)) {
            time(tree.position(node));
        }
        out.clock(obis, dateTime.localSecond(), dateTime.deviation());
        moment(tree.position(node));
        at(node);
        return true;
    }

    /** Reports a number as the text of its digits. */
    boolean number(Obis obis, long number) {
        int at = MOST_DIGITS;
        long left = number;
        do {
            digits[--at] = (byte) ('0' + Long.remainderUnsigned(left, 10));
            left = Long.divideUnsigned(left, 10);
        } while (left != 0);
        out.text(obis, digits, at, MOST_DIGITS - at);
        return true;
    }

    /** Nothing depends on these bytes. */
    void silent(int at, int length) {
        out.silent(at - start, length);
    }

    void unnamed(int node) {
        out.unnamed(tree.bytes(), tree.position(node), tree.length(node));
        at(node);
    }

    void warning(int node, String message) {
        out.warning(tree.position(node) - start, message);
    }

    ObservationSink out() {
        return out;
    }

    private boolean integer(Obis obis, int node, int scalerUnit) {
        long number = tree.number(node);
        if (tree.tag(node) == Tag.LONG64_UNSIGNED && number < 0) {
            warning(node, "a number beyond 63 bits is left out");
            return false;
        }
        if (scalerUnit != NONE) {
            return scaled(obis, node, number, 0, scalerUnit) && written(node);
        }
        if (!Codes.isIdentity(obis)) {
            return whole(obis, node, 0, unscaled(obis));
        }
        return number < 0 ? amount(obis, node, number, 0, unscaled(obis)) : number(obis, number);
    }

    private boolean floating(Obis obis, int node, int scalerUnit) {
        int tag = tree.tag(node);
        long bits = tree.number(node);
        if (!FloatDigits.isFinite(tag, bits)) {
            warning(node, "a floating-point number without value is left out");
            return false;
        }
        BigDecimal digits = FloatDigits.of(tag, bits);
        long mantissa = digits.unscaledValue().longValue();
        int scale = -digits.scale();
        if (scalerUnit != NONE) {
            return scaled(obis, node, mantissa, scale, scalerUnit);
        }
        return inRange(node, scale) && amount(obis, node, mantissa, scale, unscaled(obis));
    }

    private boolean scaled(Obis obis, int node, long mantissa, int scale, int scalerUnit) {
        int sum = scale + (int) tree.number(scalerUnit + 1);
        Unit unit = Unit.ofCode((int) tree.number(scalerUnit + 2));
        return inRange(node, sum) && amount(obis, node, mantissa, sum, unit);
    }

    /** An integer without a scaler: what is read from it is no less its own than any other number. */
    boolean whole(Obis obis, int node, int scale, Unit unit) {
        return amount(obis, node, tree.number(node), scale, unit) && written(node);
    }

    private boolean written(int node) {
        out.written(
                tree.position(node) - start,
                tree.length(node),
                Tag.isSigned(tree.tag(node)) ? BigEndian.SIGNED : BigEndian.UNSIGNED);
        return true;
    }

    private void moment(int at) {
        out.written(at - start, DateTime.BYTES, dateTime);
    }

    private boolean inRange(int node, int scale) {
        if (Math.abs(scale) <= LARGEST_SCALE) {
            return true;
        }
        warning(node, "a number with an impossible scaler is left out");
        return false;
    }

    private boolean amount(Obis obis, int node, long mantissa, int scale, Unit unit) {
        out.amount(obis, mantissa, scale, unit);
        at(node);
        return true;
    }

    private void at(int node) {
        out.at(tree.position(node) - start);
    }

    private static Unit unscaled(Obis obis) {
        return Codes.isUnitless(obis) ? Unit.NONE : Unit.UNSTATED;
    }

    private static long bcd(long value) {
        return (value >> 4) * 10 + (value & 0x0F);
    }

    private boolean octets(Obis obis, int node) {
        boolean clock = Codes.isClock(obis) && tree.length(node) == DateTime.BYTES;
        return (clock || tree.isDateTime(node)) ? clock(obis, node) : text(obis, node);
    }

    private boolean text(Obis obis, int node) {
        if (tree.length(node) == 0) {
            return false;
        }
        out.text(obis, tree.bytes(), tree.position(node), tree.length(node));
        at(node);
        return true;
    }

    private boolean dateTimeOf(int node) {
        boolean sound = tree.length(node) == DateTime.BYTES
                && !tree.isContainer(node)
                && dateTime.read(tree.bytes(), tree.position(node));
        if (!sound && !tree.isNull(node)) {
            warning(node, "a date-time that is not a full one is left out");
        }
        return sound;
    }

    private void time(int at) {
        if (!timed) {
            timed = true;
            out.time(dateTime.localSecond(), dateTime.deviation());
            moment(at);
        }
    }
}
