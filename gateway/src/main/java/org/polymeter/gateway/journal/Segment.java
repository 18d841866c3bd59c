package org.polymeter.gateway.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of the journal: a mark, then records, each a length, a checksum and so many bytes: what is new in it
 * against the record before ({@link Likeness}). While it is written, zeros follow. Its name is the number of its first record. One thread.
 */
final class Segment implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

    static final String ENDING = ".journal";

    private static final byte[] MARK = "polymeter journal 2\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int BLOCK = 4096;

    /** A record that claims to be longer is none: the longest telegrams have some kilobytes. */
    private static final int LONGEST = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final int step;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private final Likeness likeness = new Likeness(LONGEST);
    private long position = MARK.length;

    /** Bytes of the file that were written, zeros included, as far as this object wrote them. */
    private long reserved;

    private Segment(Path path, FileChannel channel, int step) {
        this.path = path;
        this.channel = channel;
        this.step = step;
    }

    /**
     * A new file, for records from that number on. If the disk is full, an empty one stays behind, whose name keeps the
     * number, and may be created again.
     *
     * @param step bytes that the file grows by at a time, in zeros: as long as it does not grow, a sync costs a file
     *     system the pages that were written, and no books of its own
     */
    static Segment create(Path folder, long first, int step) throws IOException {
        Path path = folder.resolve("%020d%s".formatted(first, ENDING));
        FileChannel channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            ByteBuffer mark = ByteBuffer.wrap(MARK);
            while (mark.hasRemaining()) {
                channel.write(mark);
            }
            return new Segment(path, channel, step);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** An existing file, at its first record; empty if it is no journal. {@code step}: as when it was created. */
    static Optional<Segment> open(Path path, int step) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer mark = ByteBuffer.allocate(MARK.length);
        if (fill(channel, mark, 0) && Arrays.equals(mark.array(), MARK)) {
            return Optional.of(new Segment(path, channel, step));
        }
        channel.close();
        return Optional.empty();
    }

    /** The number of the first record of such a file. */
    static long first(Path path) {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    Path path() {
        return path;
    }

    /** Bytes up to the present position. */
    long position() {
        return position;
    }

    /** Writes a record at the present position. What cannot be written whole is taken back. */
    void append(byte[] record) throws IOException {
        byte[] shortened = likeness.shorten(record);
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + shortened.length);
        bytes.putInt(shortened.length)
                .putInt(checksum(shortened))
                .put(shortened)
                .flip();
        reserve(position + bytes.limit());
        try {
            position = write(bytes, position);
            likeness.follow(record);
        } catch (IOException e) {
            cut();
            throw e;
        }
    }

    /** The next record; empty at the end, and where the file is damaged. */
    Optional<byte[]> read() throws IOException {
        head.clear();
        if (!fill(channel, head, position)) {
            return Optional.empty();
        }
        int length = head.getInt(0);
        if (length <= 0 || length > LONGEST) {
            return Optional.empty();
        }
        ByteBuffer shortened = ByteBuffer.allocate(length);
        if (!fill(channel, shortened, position + HEAD) || checksum(shortened.array()) != head.getInt(Integer.BYTES)) {
            return Optional.empty();
        }
        try {
            byte[] record = likeness.restore(shortened.array());
            likeness.follow(record);
            position += HEAD + length;
            return Optional.of(record);
        } catch (DataFormatException e) {
            return Optional.empty();
        }
    }

    /** Has zeros written as far as that, and further; a disk that is nearly full has room for less. */
    private void reserve(long end) throws IOException {
        if (end <= reserved) {
            return;
        }
        try {
            long at = Math.max(position, reserved);
            while (at < end + step) { // one page at a time: a larger one would count as written whole with each record
                at = write(ByteBuffer.allocate(BLOCK - (int) (at % BLOCK)), at);
            }
            reserved = at;
        } catch (IOException e) {
            LOG.debug("journal: no room to grow ahead", e);
            channel.truncate(position);
            reserved = position;
        }
    }

    private long write(ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return at;
    }

    /** Removes what is behind the present position; returns whether that was anything but zeros. */
    boolean cut() throws IOException {
        boolean anything = false;
        ByteBuffer rest = ByteBuffer.allocate(BLOCK);
        long at = position;
        for (int read = channel.read(rest, at); read > 0 && !anything; read = channel.read(rest, at)) {
            for (int i = 0; i < read; i++) {
                anything |= rest.get(i) != 0;
            }
            at += read;
            rest.clear();
        }
        channel.truncate(position);
        reserved = position;
        return anything;
    }

    /** Waits until all of it is on the medium. */
    void sync() throws IOException {
        channel.force(false);
    }

    /** Frees everything; a file that was written ends with its last record. */
    @Override
    public void close() throws IOException {
        likeness.close();
        if (reserved > position) {
            channel.truncate(position);
        }
        channel.close();
    }

    static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        long at = from;
        try {
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, at);
                if (read < 0) {
                    return false;
                }
                at += read;
            }
            return true;
        } catch (EOFException e) {
            return false;
        }
    }

    private static int checksum(byte[] record) {
        CRC32C checksum = new CRC32C();
        checksum.update(record);
        return (int) checksum.getValue();
    }
}
