package org.polymeter.gateway.inspect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.polymeter.gateway.archive.Entry;

/**
 * What a frame is called, in memory and on disk alike: {@code f-1764158400123-1a2b3c4d}, by when it came and what is in
 * it. They are ordered by time.
 *
 * @param rejected whether it could not be used
 * @param received to the millisecond
 * @param checksum of source, bytes and why they could not be used
 */
record FrameId(boolean rejected, Instant received, long checksum) implements Comparable<FrameId> {

    static final Comparator<Entry> ORDER = Comparator.comparing(FrameId::of);

    private static final Pattern TEXT = Pattern.compile("([fr])-(\\d{1,15})-([0-9a-f]{8})");
    private static final Comparator<FrameId> BY_TIME = Comparator.comparing(FrameId::received)
            .thenComparing(FrameId::rejected)
            .thenComparingLong(FrameId::checksum);

    static FrameId of(Entry entry) {
        CRC32C checksum = new CRC32C();
        checksum.update(entry.source().getBytes(StandardCharsets.UTF_8));
        checksum.update(entry.bytes().toArray());
        entry.rejection().ifPresent(why -> checksum.update(why.detail().getBytes(StandardCharsets.UTF_8)));
        Instant received = Instant.ofEpochMilli(entry.received().toEpochMilli());
        return new FrameId(entry.rejection().isPresent(), received, checksum.getValue());
    }

    static Optional<FrameId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new FrameId(
                        matcher.group(1).equals("r"),
                        Instant.ofEpochMilli(Long.parseLong(matcher.group(2))),
                        Long.parseLong(matcher.group(3), 16)))
                : Optional.empty();
    }

    @Override
    public int compareTo(FrameId other) {
        return BY_TIME.compare(this, other);
    }

    @Override
    public String toString() {
        return "%s-%d-%08x".formatted(rejected ? "r" : "f", received.toEpochMilli(), checksum);
    }
}
