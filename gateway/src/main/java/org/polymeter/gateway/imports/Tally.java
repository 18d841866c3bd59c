package org.polymeter.gateway.imports;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.codec.reading.Reading;

/** What an import has done until now. One thread. */
public final class Tally {

    /** Told what cannot be used, as it is found. */
    public interface Listener {

        /** {@code where}: {@code old.csv:17}. */
        void refused(String where, String why);

        /** Some more is done: {@code read} of {@code size} bytes of the file. */
        void progress(long read, long size);
    }

    /** The readings of one meter. */
    public record Share(long readings, Instant first, Instant last) {

        private Share with(Share other) {
            return new Share(
                    readings + other.readings,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    private final Listener listener;
    private final Map<String, Share> meters = new TreeMap<>();
    private final Map<String, Long> passedOver = new LinkedHashMap<>();
    private long rows;
    private long readings;
    private long news;
    private long refused;

    public Tally(Listener listener) {
        this.listener = listener;
    }

    /** Lines, messages or telegrams that were read. */
    public long rows() {
        return rows;
    }

    public long readings() {
        return readings;
    }

    /** Of the readings, those that the history did not have. */
    public long news() {
        return news;
    }

    /** Of the rows, those that cannot be used. */
    public long refused() {
        return refused;
    }

    /** By meter. */
    public Map<String, Share> meters() {
        return meters;
    }

    /** What was left out on purpose: why, and how many rows or values. */
    public Map<String, Long> passedOver() {
        return passedOver;
    }

    void row() {
        rows++;
    }

    void reading(Reading reading) {
        readings++;
        meters.merge(reading.meter(), new Share(1, reading.time(), reading.time()), Share::with);
    }

    void added(int readingsThatWereNew) {
        news += readingsThatWereNew;
    }

    void refuse(String where, String why) {
        refused++;
        listener.refused(where, why);
    }

    void passOver(String why) {
        passedOver.merge(why, 1L, Long::sum);
    }

    void progress(long read, long size) {
        listener.progress(read, size);
    }
}
