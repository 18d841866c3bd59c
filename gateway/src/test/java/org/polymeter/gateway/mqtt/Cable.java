package org.polymeter.gateway.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a broker that can be cut: the broker and its client then lose each other without a word. */
public final class Cable implements AutoCloseable {

    private final ServerSocket server;
    private final int broker;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();

    public Cable(int broker) throws IOException {
        this(broker, 0);
    }

    /** Begins at the given port of the loopback address. */
    public Cable(int broker, int port) throws IOException {
        this.broker = broker;
        this.server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Cuts what is connected; who comes later gets through. */
    public void cut() throws IOException {
        for (Socket end : ends) {
            end.close();
        }
        ends.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket toBroker = new Socket(InetAddress.getLoopbackAddress(), broker);
                ends.add(client);
                ends.add(toBroker);
                Thread.ofVirtual().start(() -> pump(client, toBroker));
                Thread.ofVirtual().start(() -> pump(toBroker, client));
            }
        } catch (IOException e) {
            ends.clear(); // closed
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            return; // cut
        }
    }
}
