package org.polymeter.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** What a request brings along. */
public interface Body {

    /** What a form or a pasted capture may be large, in bytes. */
    int MOST = 1024 * 1024;

    Body NONE = InputStream::nullInputStream;

    /** For bodies of any size; read once. */
    InputStream stream();

    /**
     * The whole of it.
     *
     * @param most bytes
     * @throws TooLargeException if there are more
     */
    default byte[] read(int most) throws IOException {
        byte[] bytes = stream().readNBytes(most + 1);
        if (bytes.length > most) {
            Arrays.fill(bytes, (byte) 0);
            throw new TooLargeException(most);
        }
        return bytes;
    }

    /** There is more than anybody wants to read. */
    final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        private final int most;

        TooLargeException(int most) {
            super("a body of more than " + most + " bytes");
            this.most = most;
        }

        String words() {
            return "The body has more than " + most + " bytes, which is more than anybody wants to read here.";
        }
    }
}
