package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;

/**
 * A meter that sends two hundred telegrams a second, and a program that is killed at random moments, every other time
 * with a broker that takes nothing: a few times in each run of the tests, as often as wanted by {@code
 * scripts/crash-test}.
 */
class CrashEndToEndTest {

    private static final int CRASHES = Integer.parseInt(System.getenv().getOrDefault("POLYMETER_CRASHES", "4"));
    private static final int PER_SECOND = 200;
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Pattern READING =
            Pattern.compile(".*/reading\\|.*\"id\":\"([0-9a-f]{32})\".*\"energy_import_t1_kwh\":([0-9.]+).*");

    @TempDir
    Path folder;

    private final Random random = new Random(CRASHES);
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean done;
    private final AtomicInteger broken = new AtomicInteger();

    private record Sent(String register, long nanos) {}

    @Test
    void what_was_sent_a_second_before_the_program_is_killed_arrives() throws Exception {
        Map<String, Set<String>> arrived = new ConcurrentHashMap<>();
        Set<String> due = new TreeSet<>();
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                MosquittoSub sub = MosquittoSub.start(mosquitto.port(), "%t|%p");
                ServerSocket meter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> sub.all(line -> take(line, arrived)));
            Thread.ofPlatform().daemon().start(() -> speak(meter));
            for (int crash = 0; crash < CRASHES; crash++) {
                int earlier = sent.size();
                try (Program program = Program.run(folder, yaml(meter.getLocalPort(), mosquitto.port()))) {
                    await().atMost(Duration.ofSeconds(30)).until(() -> sent.size() > earlier);
                    if (crash % 2 == 1) {
                        mosquitto.freeze();
                    }
                    Thread.sleep(random.nextInt(2_500));
                    long now = System.nanoTime();
                    program.kill();
                    mosquitto.thaw();
                    addDue(earlier, now, due);
                }
            }
            int earlier = sent.size();
            try (Program program = Program.run(folder, yaml(meter.getLocalPort(), mosquitto.port()))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> sent.size() > earlier + PER_SECOND);
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(missing(due, arrived.keySet()))
                                .as("of %d", due.size())
                                .isEmpty());
                done = true;
                assertThat(program.stop()).isZero();
            }
        }
        long twice = arrived.values().stream().filter(ids -> ids.size() > 1).count();
        System.out.printf(
                "%d kills: %d telegrams were sent a second before one of them, all of %d that arrived have one id%n",
                CRASHES, due.size(), arrived.size());
        assertThat(due).isNotEmpty();
        assertThat(broken).as("connections that broke").hasPositiveValue();
        assertThat(twice).as("readings that came under two ids").isZero();
    }

    private static Set<String> missing(Set<String> due, Set<String> arrived) {
        Set<String> missing = new TreeSet<>(due);
        missing.removeAll(arrived);
        return missing;
    }

    /** {@code earlier}: how many were sent to earlier lives of the program. */
    private void addDue(int earlier, long kill, Set<String> due) {
        synchronized (sent) {
            for (Sent telegram : sent.subList(earlier, sent.size())) {
                if (telegram.nanos() < kill - GRACE_NANOS) {
                    due.add(telegram.register());
                }
            }
        }
    }

    private static void take(String line, Map<String, Set<String>> arrived) {
        Matcher reading = READING.matcher(line);
        if (reading.matches()) {
            arrived.computeIfAbsent(reading.group(2), unused -> ConcurrentHashMap.newKeySet())
                    .add(reading.group(1));
        }
    }

    /** To whoever connects; what cannot be written was not sent. */
    private void speak(ServerSocket server) {
        Dsmr5 meter = new Dsmr5("E0047000000000007", "");
        int number = 0;
        while (!done) {
            try (Socket listener = server.accept()) {
                while (!done) {
                    byte[] telegram = meter.next();
                    number++;
                    listener.getOutputStream().write(telegram);
                    sent.add(new Sent("%d.%03d".formatted(1234 + number / 1000, number % 1000), System.nanoTime()));
                    Thread.sleep(1_000 / PER_SECOND);
                }
            } catch (IOException killed) {
                broken.incrementAndGet(); // the next one will connect
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static String yaml(int meter, int broker) {
        return """
                gateway: cellar
                zone: %s
                clock: {max-skew: 1000h}
                sources:
                  - {id: p1, type: tcp, host: 127.0.0.1, port: %d}
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d}
                """.formatted(Dsmr5.ZONE, meter, broker);
    }
}
