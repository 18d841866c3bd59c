package org.polymeter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.sink.Bytes;

/** Clients that do not read what they have asked for. */
class SlowClientsTest {

    /** Bytes; more than two sockets keep for a client that does not read. */
    private static final int LARGE = 6 * 1024 * 1024;

    private static final int SMALL_WINDOW = 4 * 1024;
    private static final int MOST_OF_ONE = 6;
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final CountDownLatch news = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answering = new AtomicInteger();
    private final Places places = new Places(2);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> clients = new ArrayList<>();
    private final HttpServer server = serve();

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/endless", "/packed"})
    void who_does_not_read_is_dropped_and_everybody_else_is_answered(String path) throws IOException {
        for (int i = 0; i < MOST_OF_ONE - 1; i++) {
            ask(path, "127.0.0.1");
        }
        await().until(() -> asked.get() == MOST_OF_ONE - 1);
        assertThat(status(ask("/small", "127.0.0.1"))).isEqualTo(200);

        await().atMost(Duration.ofSeconds(30)).until(() -> answering.get() == 0);
        for (Socket client : clients) {
            assertThat(rest(client).length()).isLessThan(LARGE);
        }
    }

    @Test
    void a_stream_that_has_nothing_to_tell_goes_on() throws IOException {
        Socket quiet = ask("/quiet", "127.0.0.1");
        ask("/endless", "127.0.0.1");
        await().until(() -> asked.get() == 2);
        await().atMost(Duration.ofSeconds(30)).until(() -> answering.get() == 1);

        news.countDown();
        assertThat(rest(quiet)).contains("nothing yet", "here it is", "\r\n0\r\n");
    }

    @Test
    void the_place_of_who_does_not_read_is_for_others() throws IOException {
        ask("/place", "127.0.0.1");
        ask("/place", "127.0.0.1");
        await().until(places::areAllTaken);
        assertThat(rest(ask("/place", "127.0.0.1"))).contains(" 503 ", "Retry-after: 60", "2 clients listen already");

        await().atMost(Duration.ofSeconds(30)).until(() -> !places.isAnyTaken());
        assertThat(status(ask("/place", "127.0.0.1"))).isEqualTo(200);
    }

    @Test
    void one_address_does_not_take_the_place_of_all_others() throws IOException {
        for (int i = 0; i < MOST_OF_ONE; i++) {
            ask("/quiet", "127.0.0.1");
        }
        await().until(() -> answering.get() == MOST_OF_ONE);

        assertThat(rest(ask("/small", "127.0.0.1")))
                .contains(" 503 ", "Connection: close", "6 requests from your address");
        assertThat(status(ask("/small", "127.0.0.2"))).isEqualTo(200);
        clients.getFirst().close();
        news.countDown();
        await().until(() -> status(ask("/small", "127.0.0.1")) == 200);
    }

    private HttpServer serve() {
        Answer large = new Answer.Document("text/plain", Bytes.of(new byte[LARGE]), Map.of());
        Routes routes = new Routes(Gate.OPEN)
                .add("/small", call -> Answer.Document.text("text/plain", "small"))
                .add("/large", call -> large)
                .add("/endless", call -> Answer.Live.events(SlowClientsTest::speak))
                .add("/place", call -> places.answer(SlowClientsTest::speak))
                .add("/packed", call -> new Answer.Live("text/csv", Map.of(), true, SlowClientsTest::speak))
                .add("/quiet", call -> Answer.Live.events(this::wait));
        Responder responder = new Responder(routes, new HostCheck(Set.of()), false, SHORT, MOST_OF_ONE);
        ServerLimits.set(); // it reads them once
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.setExecutor(threads);
            made.createContext("/", counted(responder));
            made.start();
            return made;
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    private HttpHandler counted(HttpHandler handler) {
        return exchange -> {
            answering.incrementAndGet();
            asked.incrementAndGet();
            try {
                handler.handle(exchange);
            } finally {
                answering.decrementAndGet();
            }
        };
    }

    private static void speak(OutputStream out) throws IOException {
        byte[] piece = new byte[100_000];
        new Random(1).nextBytes(piece); // so that it is large when it is compressed, too
        while (true) {
            out.write(piece);
            out.flush();
        }
    }

    private void wait(OutputStream out) throws IOException, InterruptedException {
        out.write("nothing yet".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        news.await();
        out.write("here it is".getBytes(StandardCharsets.US_ASCII));
    }

    /** A client with that address, which has asked and reads nothing of itself. */
    private Socket ask(String path, String from) throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(SMALL_WINDOW);
        client.setSoTimeout(20_000);
        client.bind(new InetSocketAddress(from, 0));
        client.connect(server.getAddress());
        client.getOutputStream()
                .write(("GET " + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Encoding: gzip\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static int status(Socket client) throws IOException {
        String line = new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        return Integer.parseInt(line.substring(9));
    }

    /** What comes until the server closes; more than {@link #LARGE} only if it does not. */
    private static String rest(Socket client) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] piece = new byte[64 * 1024];
        try {
            for (int n = 0;
                    n >= 0 && all.length() <= LARGE;
                    n = client.getInputStream().read(piece)) {
                all.append(new String(piece, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            // that is an end as well
        }
        return all.toString();
    }
}
