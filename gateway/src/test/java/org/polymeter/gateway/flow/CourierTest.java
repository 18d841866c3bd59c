package org.polymeter.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.polymeter.gateway.flow.Facts.heard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;

class CourierTest {

    private final FakeSink sink = new FakeSink();
    private final Courier courier = new Courier(sink, 10, InstantSource.system());

    @Test
    void delivers_in_order_and_closes_the_sink_last() {
        courier.start();
        for (int i = 1; i <= 5; i++) {
            courier.put(heard(i));
        }
        courier.close();

        assertThat(sink.said).containsExactly("heard 1", "heard 2", "heard 3", "heard 4", "heard 5", "closed");
        assertThat(courier.delivered()).isEqualTo(5);
        assertThat(courier.waiting()).isZero();
    }

    @Test
    void tries_again_until_delivered_and_keeps_the_order() {
        sink.failures.set(1);
        courier.put(heard(1));
        courier.start();
        await().until(() -> sink.refused.get() == 1);
        courier.put(heard(2));
        await().until(() -> sink.said.contains("heard 2"));
        courier.close();

        assertThat(sink.said).containsExactly("heard 1", "heard 2", "closed");
        assertThat(courier.reconnects()).isEqualTo(1);
    }

    @Test
    void what_a_sink_took_and_could_not_confirm_is_offered_again_before_the_next() {
        sink.onTheirWay = 2;
        courier.put(heard(1));
        courier.put(heard(2));
        courier.put(heard(3));
        courier.start();
        await().until(() -> sink.said.contains("heard 3") && courier.waiting() == 2);
        assertThat(courier.delivered()).isEqualTo(1);
        sink.failures.set(1);
        await().until(() -> sink.refused.get() == 1);
        courier.put(heard(4));
        await().until(() -> sink.said.contains("heard 4"));
        sink.onTheirWay = 0;
        courier.close();

        assertThat(sink.said)
                .containsExactly("heard 1", "heard 2", "heard 3", "heard 2", "heard 3", "heard 4", "closed");
        assertThat(courier.delivered()).isEqualTo(4);
        assertThat(courier.waiting()).isZero();
    }

    @Test
    void what_meters_said_word_for_word_goes_to_sinks_that_ask_and_to_no_others() {
        courier.put(Facts.told());
        courier.put(heard(1));
        assertThat(courier.waiting()).isEqualTo(1);
        sink.wantsTold = true;
        courier.put(Facts.told());
        assertThat(courier.waiting()).isEqualTo(2);
    }

    @Test
    void who_waits_for_facts_is_told_when_all_of_them_are_confirmed() {
        List<String> told = new CopyOnWriteArrayList<>();
        courier.whenDelivered(() -> told.add("nothing before"));
        assertThat(told).containsExactly("nothing before");

        sink.onTheirWay = 1;
        courier.put(heard(1));
        courier.put(heard(2));
        courier.whenDelivered(() -> told.add("two"));
        courier.put(heard(3));
        courier.whenDelivered(() -> told.add("three"));
        courier.start();
        await().until(() -> told.contains("two"));
        assertThat(told).doesNotContain("three");
        sink.onTheirWay = 0;
        await().until(() -> told.contains("three"));
    }

    @Test
    void who_waits_for_facts_that_are_given_up_does_not_wait_for_ever() {
        List<String> told = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 10; i++) {
            courier.put(heard(i));
        }
        courier.whenDelivered(() -> told.add("ten"));
        for (int i = 0; i < 9; i++) {
            courier.put(heard(i));
        }
        assertThat(told).isEmpty();
        courier.put(heard(9));
        assertThat(told).containsExactly("ten");
    }

    @Test
    void who_waits_for_facts_is_not_told_because_older_ones_are_gone_from_the_disk(@TempDir Path folder)
            throws IOException {
        try (FactJournal journal = FactJournal.open(folder, 40_000)) {
            journal.position("mqtt");
            for (int i = 1; i <= 1_000; i++) {
                journal.keep(heard(i));
            }
            Courier resumed = new Courier(sink, 10, InstantSource.system(), "mqtt", journal);
            sink.hang = new CountDownLatch(1);
            resumed.put(heard(1_001), journal.keep(heard(1_001)));
            List<String> told = new CopyOnWriteArrayList<>();
            resumed.whenDelivered(() -> told.add("one"));
            resumed.start();
            await().until(() -> sink.calls.get() > 0 && resumed.dropped() > 0);
            assertThat(told).isEmpty();
            sink.hang.countDown();
            await().until(() -> told.contains("one"));
            assertThat(sink.said).contains("heard 1001");
            resumed.close();
        }
    }

    @Test
    void what_the_other_side_refuses_is_dropped_and_does_not_come_again() {
        sink.refusals = 3;
        courier.put(heard(1));
        courier.start();
        await().until(() -> sink.said.contains("heard 1"));
        courier.close();

        assertThat(courier.dropped()).isEqualTo(3);
        assertThat(sink.said).containsExactly("heard 1", "closed");
    }

    @Test
    void a_bug_in_a_sink_is_a_failure_like_any_other() {
        sink.bugs.set(1);
        courier.put(heard(1));
        courier.start();
        await().until(() -> sink.said.contains("heard 1"));
        courier.close();
    }

    @Test
    void an_idle_sink_is_called_too_so_that_it_finds_its_broker_again() {
        courier.start();
        await().until(() -> sink.calls.get() > 0);
        courier.close();

        assertThat(sink.said).containsExactly("closed");
    }

    @Test
    void closing_does_not_wait_for_a_sink_that_is_away() {
        sink.failures.set(Integer.MAX_VALUE);
        courier.put(heard(1));
        courier.start();
        await().until(() -> sink.refused.get() > 0);
        courier.put(heard(2));
        courier.close();

        assertThat(sink.said).containsExactly("closed");
        assertThat(courier.waiting()).as("the batch in hand counts").isEqualTo(2);
    }

    @Test
    void closing_ends_a_sink_that_hangs() {
        sink.hang = new CountDownLatch(1);
        courier.put(heard(1));
        courier.start();
        await().until(() -> sink.calls.get() > 0);
        courier.close();

        assertThat(sink.said).containsExactly("closed");
    }

    private static final class FakeSink implements Sink {

        final List<String> said = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger bugs = new AtomicInteger();
        final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();
        volatile boolean wantsTold;
        volatile int onTheirWay;
        volatile long refusals;
        volatile CountDownLatch hang = new CountDownLatch(0);

        @Override
        public long refused() {
            return refusals;
        }

        @Override
        public String describe() {
            return "fake";
        }

        @Override
        public void write(List<Fact> batch) throws IOException, InterruptedException {
            calls.incrementAndGet();
            hang.await();
            if (bugs.getAndDecrement() > 0) {
                throw new IllegalStateException("a bug");
            }
            if (failures.getAndDecrement() > 0) {
                refused.incrementAndGet();
                throw new IOException("away");
            }
            said.addAll(Facts.words(batch));
        }

        @Override
        public boolean wantsTold() {
            return wantsTold;
        }

        @Override
        public int unconfirmed() {
            return onTheirWay;
        }

        @Override
        public void close() {
            said.add("closed");
        }
    }
}
