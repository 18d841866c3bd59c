package org.polymeter.gateway.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/** The bytes of a capture, whatever form it is in. */
public final class Contents implements Engine, Report {

    /** A minute of the fastest meter, and more than enough to check a key with. */
    private static final int MOST_BYTES = 256 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Optional<Rejection> unreadable = Optional.empty();

    private Contents() {}

    /**
     * Reads a capture, at most its first 256 KiB.
     *
     * @throws IOException if it cannot be read; the message says why
     */
    public static byte[] of(String name, Captures.Opening opening) throws IOException {
        Contents contents = new Contents();
        new Captures((head, found) -> contents, contents).read(name, opening);
        if (contents.unreadable.isPresent()) {
            throw new IOException(name + ": " + contents.unreadable.get().message());
        }
        return contents.bytes.toByteArray();
    }

    @Override
    public void feed(byte[] more, int offset, int length) {
        bytes.write(more, offset, Math.min(length, MOST_BYTES - bytes.size()));
    }

    @Override
    public void begin(String input) {}

    @Override
    public void telegram(Telegram telegram, Frame frame) {}

    @Override
    public void rejected(Rejection rejection) {
        if (rejection.isUnreadable()) {
            unreadable = Optional.of(rejection);
        }
    }

    @Override
    public void end() {}
}
