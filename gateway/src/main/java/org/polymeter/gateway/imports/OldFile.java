package org.polymeter.gateway.imports;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file to import: unpacked if it is gzip, in whatever encoding it says, and how far it is read. */
final class OldFile implements Closeable {

    /** Enough to see what it is. */
    private static final int HEAD = 16 * 1024;

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final long size;
    private final Counting counting;
    private final InputStream in;

    private OldFile(Path path, long size, Counting counting, InputStream in) {
        this.path = path;
        this.size = size;
        this.counting = counting;
        this.in = in;
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with this
    static OldFile open(Path path) throws IOException {
        Counting counting = new Counting(Files.newInputStream(path));
        InputStream plain = new BufferedInputStream(counting, BUFFER);
        plain.mark(2);
        boolean packed = plain.read() == 0x1F && plain.read() == 0x8B;
        plain.reset();
        InputStream in = packed ? new BufferedInputStream(new GZIPInputStream(plain, BUFFER), BUFFER) : plain;
        return new OldFile(path, Files.size(path), counting, in);
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Bytes on disk. */
    long size() {
        return size;
    }

    /** Bytes on disk that have been read, what is buffered included. */
    long position() {
        return counting.count;
    }

    /** What comes first, which is then still to be read. */
    byte[] head() throws IOException {
        in.mark(HEAD + 1);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        return head;
    }

    InputStream bytes() {
        return in;
    }

    /** As text: in UTF-8, or as its first bytes say. */
    BufferedReader text() throws IOException {
        byte[] head = head();
        in.skipNBytes(markLength(head));
        return new BufferedReader(new InputStreamReader(in, charset(head)), BUFFER);
    }

    /** The encoding that a byte order mark tells; UTF-8 if there is none. */
    static Charset charset(byte[] head) {
        if (startsWith(head, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        return startsWith(head, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    static int markLength(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        return charset(head).equals(StandardCharsets.UTF_8) ? 0 : 2;
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class Counting extends FilterInputStream {

        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
