package org.polymeter.gateway.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A meter's port over TCP: waits for the program to call, then sends. */
final class TcpWire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private ServerSocket server;
    private @Nullable Socket listener;

    TcpWire() throws IOException {
        this.server = listen(0);
        this.port = server.getLocalPort();
    }

    int port() {
        return port;
    }

    void send(byte[] bytes) throws IOException {
        Socket to = listener;
        if (to == null) {
            to = server.accept();
            listener = to;
        }
        to.getOutputStream().write(bytes);
    }

    /** The device is switched off. */
    void hangUp() throws IOException {
        server.close();
        Socket last = listener;
        listener = null;
        if (last != null) {
            last.close();
        }
    }

    /** The device is switched on again. */
    void listenAgain() throws IOException {
        server = listen(port);
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}
