package org.polymeter.codec.tic;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.bytes.CivilTime;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.tic.Label.Shape;

/**
 * Reads the groups of a TIC frame, historique or standard. TIC has no OBIS codes: what names a value
 * is its label, such as {@code EAST}. A group that makes no sense costs itself and a warning.
 *
 * <p>A small letter before a horodate says that the meter does not trust its clock; then there is a
 * warning. The address of the meter is the sender.
 */
public final class TicDecoder implements Decoder {

    private static final int MOST_DIGITS = 18;
    private static final int CENTURY = 2000;

    private final Group group = new Group();
    private String recentAddress = "";
    private long localSecond;
    private int deviation;

    @Override
    public Outcome decode(byte[] payload, int offset, int length, ObservationSink out) {
        int limit = offset + length;
        boolean any = false;
        int from = offset;
        while (from < limit) {
            int to = from;
            while (to < limit && payload[to] != TicFramer.CR) {
                to++;
            }
            int begin = from < to && payload[from] == TicFramer.LF ? from + 1 : from;
            if (group.read(payload, begin, to)) {
                report(payload, offset, out);
                any = true;
            } else {
                out.warning(begin - offset, "no label and data: group dropped");
            }
            from = to + 1;
        }
        return any
                ? Outcome.COMPLETE
                : new Outcome.Rejected(new Fault(0, Problem.UNEXPECTED, "a group of label, data and checksum"));
    }

    private void report(byte[] bytes, int start, ObservationSink out) {
        Label known = group.label();
        String name = known == null ? text(bytes, group.from(), group.labelEnd()) : known.name;
        out.open(group.from() - start, "group");
        out.field(group.from() - start, group.labelEnd() - group.from(), "label");
        boolean timed = group.hasHorodate() && readHorodate(bytes, start, out);
        if (group.end() > group.data()) {
            out.field(group.data() - start, group.end() - group.data(), "data");
        }
        if (known != null && known.shape == Shape.TIME) {
            if (timed) {
                out.time(localSecond, deviation);
            }
        } else if (value(bytes, known, out)) {
            out.label(name);
            if (timed) {
                out.capturedAt(localSecond, deviation);
            }
        }
        out.field(group.end() + 1 - start, 1, group.isSummed() ? "checksum" : "checksum, which does not match");
        out.close(group.end() + 2 - start);
    }

    /** Returns whether there was anything to report. */
    private boolean value(byte[] bytes, @Nullable Label known, ObservationSink out) {
        int from = group.data();
        int to = group.end();
        boolean number = known != null && (known.shape == Shape.NUMBER || known.shape == Shape.TIMED);
        if (known != null && number && to - from <= MOST_DIGITS) {
            out.amount(Obis.NONE, digits(bytes, from, to), 0, known.unit);
            return true;
        }
        while (from < to && bytes[from] == Group.BLANK) { // names stand in the middle of blanks
            from++;
        }
        while (from < to && bytes[to - 1] == Group.BLANK) {
            to--;
        }
        if (from == to) {
            return false;
        }
        if (known != null && known.shape == Shape.ADDRESS) {
            out.sender("tic", address(bytes, from, to));
        }
        out.text(Obis.NONE, bytes, from, to - from);
        return true;
    }

    /** Reads {@code SAAMMJJhhmmss}; false if it is no time, as zeros are where nothing happened yet. */
    private boolean readHorodate(byte[] bytes, int start, ObservationSink out) {
        int at = group.horodate();
        int year = (int) digits(bytes, at + 1, at + 3);
        int month = (int) digits(bytes, at + 3, at + 5);
        int day = (int) digits(bytes, at + 5, at + 7);
        int hour = (int) digits(bytes, at + 7, at + 9);
        int minute = (int) digits(bytes, at + 9, at + 11);
        int second = (int) digits(bytes, at + 11, at + 13);
        out.field(at - start, 13, "horodate");
        if (!CivilTime.isPossible(CENTURY + year, month, day, hour, minute, second)) {
            if (year + month + day != 0) {
                out.warning(at - start, "a horodate that no calendar shows");
            }
            return false;
        }
        localSecond = CivilTime.localSecond(CENTURY + year, month, day, hour, minute, second);
        deviation = switch (bytes[at]) {
            case 'E', 'e' -> Deviation.SUMMER;
            case 'H', 'h' -> Deviation.WINTER;
            default -> Deviation.UNSAID;
        };
        if (bytes[at] == 'e' || bytes[at] == 'h') {
            out.warning(at - start, "the meter does not trust its clock");
        }
        return true;
    }

    /** The address never changes, so comparing first saves making the same text again. */
    private String address(byte[] bytes, int from, int to) {
        boolean same = recentAddress.length() == to - from;
        for (int i = from; i < to && same; i++) {
            same = recentAddress.charAt(i - from) == bytes[i];
        }
        if (!same) {
            recentAddress = text(bytes, from, to);
        }
        return recentAddress;
    }

    private static long digits(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }
}
