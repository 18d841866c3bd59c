package org.polymeter.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.outage.OutageException;
import org.polymeter.gateway.source.Receiver;
import org.polymeter.gateway.source.Source;

class LaneTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void a_source_that_ends_ends_the_lane() throws Exception {
        try (Lane lane = lane(receiver -> say("a", receiver))) {
            lane.start();

            assertThat(lane.awaitEnd(20_000)).isTrue();
            assertThat(heard).containsExactly("opened", "a", "ended");
        }
    }

    @Test
    void a_lost_wire_is_opened_again() throws Exception {
        try (Lane lane = lane(
                receiver -> {
                    say("a", receiver);
                    throw new IOException("unplugged");
                },
                receiver -> say("b", receiver))) {
            lane.start();

            assertThat(lane.awaitEnd(20_000)).isTrue();
            assertThat(heard).containsExactly("opened", "a", "silence", "opened", "b", "ended");
        }
    }

    @Test
    void a_bug_does_not_end_the_lane() throws Exception {
        try (Lane lane = lane(
                receiver -> {
                    say("bug", receiver);
                    say("never", receiver);
                },
                receiver -> say("b", receiver))) {
            lane.start();

            assertThat(lane.awaitEnd(20_000)).isTrue();
            assertThat(heard).containsExactly("opened", "bug", "silence", "opened", "b", "ended");
        }
    }

    @Test
    void closing_ends_a_source_that_waits() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Lane lane = lane(closed, receiver -> {
            receiver.opened();
            closed.await();
        });
        lane.start();
        await().until(() -> heard.contains("opened"));

        lane.close();

        assertThat(lane.awaitEnd(0)).isTrue();
        assertThat(heard).containsExactly("opened", "ended");
    }

    @Test
    void closing_does_not_wait_for_the_next_attempt() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        Lane lane = lane(receiver -> {
            failed.countDown();
            throw new IOException("there is no such port");
        });
        lane.start();
        failed.await();

        lane.close();

        assertThat(lane.awaitEnd(0)).isTrue();
    }

    @Test
    void what_happened_to_the_wire_last_is_known_and_nobody_has_to_wait_for_the_next_attempt() throws Exception {
        CountDownLatch plugged = new CountDownLatch(1);
        try (Lane lane = lane(
                receiver -> {
                    throw new OutageException(Outage.PORT_ABSENT, "there is no such port");
                },
                receiver -> {
                    say("a", receiver);
                    plugged.await();
                })) {
            assertThat(lane.retry()).isFalse();
            lane.start();
            await().until(() -> lane.log().line().nextTry().isPresent());
            assertThat(lane.log().line().phase()).isEqualTo(SourceState.Phase.WAITING);
            assertThat(lane.log().line().failure())
                    .contains(new SourceState.Failure(Outage.PORT_ABSENT, "there is no such port"));

            assertThat(lane.retry()).isTrue();

            await().until(() -> lane.log().heard().isPresent());
            await().until(() -> lane.log().line().phase() == SourceState.Phase.OPEN);
            assertThat(lane.log().line().failure()).isEmpty();
            plugged.countDown();
            assertThat(lane.awaitEnd(20_000)).isTrue();
            await().until(() -> lane.log().line().phase() == SourceState.Phase.ENDED);
        }
    }

    @Test
    void only_a_source_that_waits_in_java_gets_a_virtual_thread() throws Exception {
        for (boolean waitsInJava : new boolean[] {true, false}) {
            CountDownLatch right = new CountDownLatch(1);
            Step step = receiver -> {
                if (Thread.currentThread().isVirtual() == waitsInJava) {
                    right.countDown();
                }
            };
            Scripted source = new Scripted(new ArrayDeque<>(List.of(step)), waitsInJava, new CountDownLatch(1));
            try (Lane lane = new Lane("p1", source, new Heard(), () -> false, InstantSource.system())) {
                lane.start();

                assertThat(right.await(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void time_passes_also_on_a_silent_wire() {
        try (Lane lane = lane(receiver -> {})) {
            lane.tick(Facts.NOON);

            assertThat(heard).containsExactly("tick");
        }
    }

    private static void say(String text, Receiver receiver) {
        receiver.opened();
        receiver.bytes(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }

    private Lane lane(Step... steps) {
        return lane(new CountDownLatch(1), steps);
    }

    private Lane lane(CountDownLatch closed, Step... steps) {
        return new Lane(
                "p1",
                new Scripted(new ArrayDeque<>(List.of(steps)), false, closed),
                new Heard(),
                () -> false,
                InstantSource.system());
    }

    /** One run of a source. */
    private interface Step {
        void run(Receiver receiver) throws IOException, InterruptedException;
    }

    private record Scripted(Queue<Step> steps, boolean waitsInJava, CountDownLatch closed) implements Source {

        @Override
        public String describe() {
            return "script";
        }

        @Override
        public void run(Receiver receiver) throws IOException, InterruptedException {
            Step next = steps.poll();
            if (next != null) {
                next.run(receiver);
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private final class Heard implements Intake {

        @Override
        public void opened() {
            heard.add("opened");
        }

        @Override
        public void bytes(byte[] bytes, int offset, int length) {
            String text = new String(bytes, offset, length, StandardCharsets.US_ASCII);
            heard.add(text);
            if (text.equals("bug")) {
                throw new IllegalStateException("a bug");
            }
        }

        @Override
        public void message(String topic, byte[] payload, boolean retained) {
            heard.add(topic);
        }

        @Override
        public void silence() {
            heard.add("silence");
        }

        @Override
        public void tick(Instant now) {
            heard.add("tick");
        }

        @Override
        public void ended() {
            heard.add("ended");
        }
    }
}
