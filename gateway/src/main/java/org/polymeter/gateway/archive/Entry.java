package org.polymeter.gateway.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

/**
 * One frame, message, or piece of what was none, as it came.
 *
 * <pre>
 *   length checksum | milliseconds flags source protocol topic [reason detail length] bytes
 *      4      4           8          1
 * </pre>
 *
 * Numbers are big-endian, texts UTF-8 behind two bytes of length, the checksum is a CRC-32C of what follows it.
 *
 * @param received to the millisecond
 * @param topic of the message; empty for wires
 * @param rejection why it could not be used; empty for what could
 */
public record Entry(
        Instant received,
        String source,
        String protocol,
        boolean encrypted,
        String topic,
        Optional<Rejection> rejection,
        Bytes bytes) {

    private static final int HEAD = 2 * Integer.BYTES;

    /** What claims to be longer is none: evidence has 16 KiB at most, messages of brokers some more. */
    private static final int LONGEST = 1 << 20;

    private static final int ENCRYPTED = 1;
    private static final int REJECTED = 2;

    /**
     * Why something could not be used.
     *
     * @param reason {@code checksum truncated decrypt …}, as on the topic {@code reject}
     * @param detail where and why, without keys and serials
     * @param length bytes on the wire, of which the last are kept
     */
    public record Rejection(String reason, String detail, int length) {}

    public static Entry of(Fact.Raw raw) {
        return new Entry(
                raw.received(),
                raw.source(),
                raw.protocol(),
                raw.encrypted(),
                raw.topic(),
                Optional.empty(),
                raw.frame());
    }

    public static Entry of(Fact.Rejected rejected) {
        return new Entry(
                rejected.received(),
                rejected.source(),
                rejected.protocol(),
                false,
                "",
                Optional.of(new Rejection(rejected.reason(), rejected.detail(), rejected.length())),
                rejected.frame());
    }

    /** Whether it came over a wire, as opposed to a broker. */
    public boolean isOfWire() {
        return topic.isEmpty();
    }

    /** Head and body, as files have them. */
    byte[] toBytes() {
        byte[] body = body();
        ByteArrayOutputStream whole = new ByteArrayOutputStream(HEAD + body.length);
        DataOutputStream out = new DataOutputStream(whole);
        try {
            out.writeInt(body.length);
            out.writeInt(checksum(body));
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return whole.toByteArray();
    }

    /** The next entry; empty if what is there is none. Throws at the end. */
    static Optional<Entry> read(DataInput in) throws IOException {
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 0 || length > LONGEST) {
            return Optional.empty();
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return checksum(body) == checksum ? Optional.of(parse(body)) : Optional.empty();
    }

    private byte[] body() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length() + 64);
        DataOutputStream out = new DataOutputStream(whole);
        try {
            out.writeLong(received.toEpochMilli());
            out.writeByte((encrypted ? ENCRYPTED : 0) | (rejection.isPresent() ? REJECTED : 0));
            write(out, source);
            write(out, protocol);
            write(out, topic);
            if (rejection.isPresent()) {
                write(out, rejection.get().reason());
                write(out, rejection.get().detail());
                out.writeInt(rejection.get().length());
            }
            out.write(bytes.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return whole.toByteArray();
    }

    private static Entry parse(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        Instant received = Instant.ofEpochMilli(in.readLong());
        int flags = in.readByte();
        String source = readText(in);
        String protocol = readText(in);
        String topic = readText(in);
        Optional<Rejection> rejection = (flags & REJECTED) == 0
                ? Optional.empty()
                : Optional.of(new Rejection(readText(in), readText(in), in.readInt()));
        return new Entry(
                received, source, protocol, (flags & ENCRYPTED) != 0, topic, rejection, Bytes.of(in.readAllBytes()));
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, Character.MAX_VALUE);
        out.writeShort(length);
        out.write(utf8, 0, length);
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] utf8 = new byte[in.readUnsignedShort()];
        in.readFully(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static int checksum(byte[] body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        return (int) checksum.getValue();
    }
}
