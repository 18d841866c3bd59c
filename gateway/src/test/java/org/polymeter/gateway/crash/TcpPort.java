package org.polymeter.gateway.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A meter behind an adapter with a TCP port, for one listener at a time. */
final class TcpPort implements Wire {

    private static final int GLANCE_MILLIS = 20;

    private final String id;
    private final int port;
    private ServerSocket server;
    private @Nullable Socket listener;

    TcpPort(String id) throws IOException {
        this.id = id;
        this.server = listen(0);
        this.port = server.getLocalPort();
    }

    @Override
    public String source() {
        return "{id: %s, type: tcp, host: 127.0.0.1, port: %d}".formatted(id, port);
    }

    @Override
    public boolean send(byte[] bytes) throws IOException {
        try {
            Socket to = listener;
            if (to == null) {
                to = server.accept();
                listener = to;
            }
            to.getOutputStream().write(bytes);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            hangUp();
            throw e;
        }
    }

    @Override
    public void hangUp() throws IOException {
        Socket last = listener;
        listener = null;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public void vanish(byte[] lastBytes) throws IOException {
        server.close();
        if (listener != null) {
            try {
                listener.getOutputStream().write(lastBytes);
            } finally {
                hangUp();
            }
        }
    }

    @Override
    public void comeBack() throws IOException {
        server = listen(port);
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(GLANCE_MILLIS);
        return socket;
    }
}
