package org.polymeter.gateway.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A serial port over TCP, as ser2net offers one: whoever connects hears what the meter sends. */
public final class WireServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> listeners = new CopyOnWriteArrayList<>();

    /** Listens on the loopback interface; {@code port} 0 is a free one. */
    public WireServer(int port) throws IOException {
        server = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("simulated wire " + port()).start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Whether anybody listens. */
    public boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** To all who listen. */
    public void send(byte[] bytes) {
        listeners.removeIf(listener -> !wasSent(listener, bytes));
    }

    /** False once the listener has gone. */
    private static boolean wasSent(Socket listener, byte[] bytes) {
        try {
            listener.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket listener : listeners) {
                listener.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a socket of the loopback interface cannot be closed", e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                listeners.add(server.accept());
            } catch (IOException e) {
                return; // closed
            }
        }
    }
}
