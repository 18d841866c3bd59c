package org.polymeter.gateway.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the server can be called: at this machine alone, until it may be opened to others. Who is connected
 * when it opens may finish.
 */
public final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** How long answers that are being given may take when the server moves. */
    private static final int GRACE_SECONDS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(10);

    private final InetAddress bind;
    private final Optional<HttpsConfigurator> tls;
    private final HttpHandler handler;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<HttpServer> servers = new ArrayList<>();
    private int port;
    private boolean open;
    private boolean started;
    private boolean closed;

    /**
     * Listens nowhere yet.
     *
     * @param bind address of the network interface to listen at, once it is open
     * @param port 0 for any that is free
     * @param tls empty: plain HTTP
     */
    public Listener(
            InetAddress bind, int port, Optional<HttpsConfigurator> tls, HttpHandler handler, Executor threads) {
        this.bind = bind;
        this.port = port;
        this.tls = tls;
        this.handler = handler;
        this.threads = threads;
    }

    /**
     * Has the port; calls wait until {@link #start}.
     *
     * @throws BindException if the port is taken or the address is not this machine's
     */
    public void bind() throws IOException {
        lock.lock();
        try {
            add(open ? bind : loopback());
        } finally {
            lock.unlock();
        }
    }

    /** Answers from now on. */
    public void start() {
        lock.lock();
        try {
            if (!started && !closed) {
                started = true;
                servers.forEach(HttpServer::start);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Others than this machine may call from now on, if it is bound to where they can. */
    public void open() {
        lock.lock();
        try {
            if (open || closed) {
                return;
            }
            open = true;
            if (!servers.isEmpty() && !bind.isLoopbackAddress()) {
                widen();
            }
        } catch (IOException e) {
            LOG.warn(
                    "http: cannot listen at {}:{} ({}); restart the program to try again",
                    bind.getHostAddress(),
                    port,
                    e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** The port it listens at. */
    public int port() {
        return port;
    }

    /** Whether others than this machine can call it. */
    public boolean isOpen() {
        lock.lock();
        try {
            return open && !bind.isLoopbackAddress();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            servers.forEach(server -> server.stop(0));
        } finally {
            lock.unlock();
        }
    }

    /** One address beside this machine's own needs another socket; all of them are one, which takes its place. */
    private void widen() throws IOException {
        if (!bind.isAnyLocalAddress()) {
            add(bind);
            return;
        }
        HttpServer former = servers.removeFirst();
        Thread.ofVirtual().name("http moves").start(() -> former.stop(GRACE_SECONDS));
        try {
            addOnceFree(bind);
        } catch (IOException e) {
            addOnceFree(loopback());
            throw e;
        }
    }

    private void addOnceFree(InetAddress address) throws IOException {
        for (Duration left = PATIENCE; ; left = left.minus(STEP)) {
            try {
                add(address);
                return;
            } catch (BindException e) {
                if (left.isNegative()) {
                    throw e;
                }
                sleep();
            }
        }
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void add(InetAddress address) throws IOException {
        InetSocketAddress socket = new InetSocketAddress(address, port);
        HttpServer server = tls.isPresent() ? HttpsServer.create(socket, 0) : HttpServer.create(socket, 0);
        if (server instanceof HttpsServer secure) {
            secure.setHttpsConfigurator(tls.orElseThrow());
        }
        server.setExecutor(threads);
        server.createContext("/", handler);
        port = server.getAddress().getPort();
        servers.add(server);
        if (started) {
            server.start();
        }
    }

    private InetAddress loopback() {
        return bind.isLoopbackAddress() ? bind : InetAddress.getLoopbackAddress();
    }
}
