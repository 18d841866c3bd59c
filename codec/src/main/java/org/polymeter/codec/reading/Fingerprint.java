package org.polymeter.codec.reading;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Makes ids: the first 16 bytes of SHA-256(meter LF time LF evidence) (docs/profile.md, Readings).
 *
 * <p>Kept between ids, for then they make no garbage. One thread.
 */
final class Fingerprint {

    private static final int SECONDS_PER_MINUTE = 60;

    private final MessageDigest sha256 = sha256();
    private final ByteBuffer digest = ByteBuffer.allocate(sha256.getDigestLength());

    /** The meter and its time up to the seconds, which are the same for a minute. */
    private byte[] head = {};

    private String headMeter = "";
    private long headMinute = Long.MIN_VALUE;

    /** {@code 35Z LF} or {@code 35.412Z LF}. */
    private final byte[] tail = new byte[8];

    /** Takes the evidence of a meter's reading or event, and makes its id. */
    void take(String meter, Instant time, byte[] evidence, int offset, int length) {
        long minute = Math.floorDiv(time.getEpochSecond(), SECONDS_PER_MINUTE);
        if (minute != headMinute || !meter.equals(headMeter)) {
            begin(meter, minute);
        }
        sha256.update(head);
        sha256.update(tail, 0, end(time));
        sha256.update(evidence, offset, length);
        try {
            sha256.digest(digest.array(), 0, digest.capacity());
        } catch (DigestException e) {
            throw new IllegalStateException("the buffer is as long as the digest", e);
        }
    }

    /** The first eight bytes of the id that was made last. */
    long high() {
        return digest.getLong(0);
    }

    /** The other eight. */
    long low() {
        return digest.getLong(Long.BYTES);
    }

    /** The id as the profile writes it: 32 hex digits. */
    static String hex(long high, long low) {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    /** An id by itself. */
    static String of(String meter, Instant time, byte[] evidence) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.take(meter, time, evidence, 0, evidence.length);
        return hex(fingerprint.high(), fingerprint.low());
    }

    private void begin(String meter, long minute) {
        String text = Timestamps.format(Instant.ofEpochSecond(minute * SECONDS_PER_MINUTE));
        String upToSeconds = text.substring(0, text.lastIndexOf(':') + 1);
        head = (meter + "\n" + upToSeconds).getBytes(StandardCharsets.UTF_8);
        headMeter = meter;
        headMinute = minute;
    }

    /** Writes what follows the minute, as {@link Timestamps#format} does; returns its length. */
    private int end(Instant time) {
        int second = (int) Math.floorMod(time.getEpochSecond(), (long) SECONDS_PER_MINUTE);
        int millis = time.getNano() / 1_000_000;
        int i = 0;
        tail[i++] = digit(second / 10);
        tail[i++] = digit(second);
        if (millis != 0) {
            tail[i++] = '.';
            tail[i++] = digit(millis / 100);
            tail[i++] = digit(millis / 10);
            tail[i++] = digit(millis);
        }
        tail[i++] = 'Z';
        tail[i++] = '\n';
        return i;
    }

    /** The last digit of a number. */
    private static byte digit(int number) {
        return (byte) ('0' + number % 10);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
