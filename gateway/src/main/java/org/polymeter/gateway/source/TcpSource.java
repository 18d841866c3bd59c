package org.polymeter.gateway.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.dialogue.Dialogue;
import org.polymeter.codec.dialogue.Silent;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.outage.OutageException;

/** A serial line that something else offers over TCP: ser2net, an ESP adapter, another Polymeter. */
public final class TcpSource implements Source {

    private static final int CONNECT_MILLIS = 5000;

    /** A dialogue needs to know how time passes. */
    private static final Duration DIALOGUE_SLICE = Duration.ofMillis(100);

    /** Seconds without a byte until the other side is asked whether it is still there. */
    private static final int PROBE_AFTER = 30;

    private static final int PROBE_EVERY = 10;
    private static final int PROBES = 3;

    private final String host;
    private final int port;
    private final Duration pause;
    private final Duration slice;
    private final Dialogue dialogue;
    private volatile boolean closed;
    private volatile @Nullable Socket open;

    public TcpSource(String host, int port) {
        this(host, port, SerialSource.USUAL_PAUSE);
    }

    /** With another silence after which half a telegram is given up. */
    public TcpSource(String host, int port, Duration pause) {
        this(host, port, pause, pause, new Silent());
    }

    /** A line at which the meter has to be spoken to, at the one speed that the other side has set. */
    public TcpSource(String host, int port, Duration pause, Dialogue dialogue) {
        this(host, port, pause, DIALOGUE_SLICE, dialogue);
    }

    private TcpSource(String host, int port, Duration pause, Duration slice, Dialogue dialogue) {
        this.host = host;
        this.port = port;
        this.pause = pause;
        this.slice = slice;
        this.dialogue = dialogue;
    }

    @Override
    public String describe() {
        return "tcp " + host + ":" + port;
    }

    @Override
    public void run(Receiver receiver) throws IOException {
        try (Socket socket = new Socket()) {
            open = socket;
            if (closed) {
                return;
            }
            connect(socket);
            receiver.opened();
            listen(socket, receiver);
        } catch (UncheckedIOException e) {
            if (!closed) {
                throw new IOException(describe() + ": cannot send: " + e.getMessage(), e);
            }
        } catch (IOException e) {
            if (!closed) {
                throw e;
            }
        } finally {
            open = null;
        }
    }

    @Override
    public boolean waitsInJava() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        Socket socket = open;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("a socket closes without a word", e);
            }
        }
    }

    private void connect(Socket socket) throws IOException {
        option(socket, StandardSocketOptions.SO_KEEPALIVE, true);
        option(socket, ExtendedSocketOptions.TCP_KEEPIDLE, PROBE_AFTER);
        option(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_EVERY);
        option(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        socket.setSoTimeout((int) slice.toMillis());
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        } catch (UnknownHostException e) {
            throw new OutageException(
                    Outage.HOST_UNKNOWN,
                    describe() + ": no computer of that name is known; check the name or use an address",
                    e);
        } catch (SocketTimeoutException | NoRouteToHostException e) {
            throw new OutageException(
                    Outage.NO_ANSWER, describe() + ": no answer; is the adapter switched on and in this network?", e);
        } catch (ConnectException e) {
            throw new OutageException(
                    Outage.REFUSED, describe() + ": refused; is the port right and the program there running?", e);
        }
    }

    private void listen(Socket socket, Receiver receiver) throws IOException {
        byte[] buffer = new byte[4096];
        Pause silence = new Pause(receiver, pause.toMillis());
        InputStream in = socket.getInputStream();
        Talk talk = new Talk(dialogue, new TcpLine(socket.getOutputStream()));
        while (!closed) {
            try {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new OutageException(Outage.CLOSED, describe() + ": closed by the other side");
                }
                talk.heard(buffer, count);
                silence.heard();
                receiver.bytes(buffer, 0, count);
            } catch (SocketTimeoutException e) {
                talk.heard(buffer, 0);
                silence.quietFor(slice.toMillis());
            }
        }
    }

    /** The sending side; the speed of the line is the other side's business. */
    private record TcpLine(OutputStream out) implements Dialogue.Line {

        @Override
        public void send(byte[] bytes) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }

        @Override
        public void speed(int baud) {}
    }

    /** Without it a lost adapter is noticed after two hours; not every system lets the times be set. */
    private static <T> void option(Socket socket, SocketOption<T> option, T value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }
}
