package org.polymeter.gateway.http;

import java.io.IOException;
import java.io.OutputStream;

/** The end of an answer that could not be finished: the server cuts the connection, so that nobody takes it for whole. */
final class BrokenStream extends OutputStream {

    @Override
    public void write(int oneByte) throws IOException {
        throw broken();
    }

    @Override
    public void close() throws IOException {
        throw broken();
    }

    private static IOException broken() {
        return new IOException("an answer broke off");
    }
}
