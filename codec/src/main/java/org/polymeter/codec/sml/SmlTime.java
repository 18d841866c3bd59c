package org.polymeter.codec.sml;

import org.polymeter.codec.observation.Deviation;

/**
 * Reads an SML_Time: a choice of seconds of operation, a timestamp, or a local timestamp. Only the
 * latter two are times; meters without a clock send the first.
 */
final class SmlTime {

    private static final int TIMESTAMP = 2;
    private static final int LOCAL_TIMESTAMP = 3;
    private static final int CHOICE = 2;
    private static final int LOCAL_ELEMENTS = 3;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int LARGEST_OFFSET = 24 * 60;

    private long localSecond;
    private int deviation;

    /** Seconds since 1970-01-01T00:00 on the meter's clock, after {@link #read} has said there is one. */
    long localSecond() {
        return localSecond;
    }

    /** See {@link Deviation}. */
    int deviation() {
        return deviation;
    }

    /** Consumes a time, or its absence; returns whether it is one of a clock. */
    boolean read(TlvReader in, String what) {
        if (in.isAbsent(what)) {
            return false;
        }
        if (in.next() != Type.LIST) {
            in.unsigned(what); // Holley: seconds of operation, without the choice
            in.silent();
            return false;
        }
        int elements = in.list(what);
        boolean isClock = false;
        if (elements == CHOICE) {
            isClock = choice(in);
        } else {
            skip(in, elements, what); // Froetec: a list of three
        }
        in.close();
        return isClock;
    }

    private boolean choice(TlvReader in) {
        int choice = (int) in.unsigned("choice of a time");
        if (choice == TIMESTAMP && in.next() == Type.UNSIGNED) {
            return timestamp(in.unsigned("timestamp"), 0);
        }
        if (choice == LOCAL_TIMESTAMP && in.next() == Type.LIST) {
            return local(in);
        }
        in.skipElement("seconds of operation");
        return false;
    }

    private boolean local(TlvReader in) {
        in.list(LOCAL_ELEMENTS, "local timestamp, a list of 3");
        long second = in.unsigned("timestamp");
        long zone = in.signed("offset of the zone");
        long season = in.signed("offset of the season");
        in.close();
        long minutes = zone + season;
        return Math.abs(zone) <= LARGEST_OFFSET
                && Math.abs(season) <= LARGEST_OFFSET
                && timestamp(second, (int) minutes);
    }

    /** A timestamp counts in UTC; zero is a clock that nobody has set. */
    private boolean timestamp(long utcSecond, int minutesAhead) {
        localSecond = utcSecond + (long) SECONDS_PER_MINUTE * minutesAhead;
        deviation = -minutesAhead;
        return utcSecond > 0 && utcSecond <= 0xFFFF_FFFFL;
    }

    private static void skip(TlvReader in, int elements, String what) {
        for (int i = 0; i < elements && in.ok(); i++) {
            in.skipElement(what);
        }
    }
}
