package org.polymeter.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogRingTest {

    private static final Logger LOG = LoggerFactory.getLogger(LogRingTest.class);

    @Test
    void what_is_said_is_there_with_who_said_it_and_where_a_fault_happened() {
        try (Closing ring = new Closing(LogRing.open())) {
            LOG.info("source {}: opened", "p1");
            LOG.debug("of no interest");
            LOG.error("a fault of ours", new IllegalStateException("here"));

            List<LogRing.Line> lines = ring.ring.before(Long.MAX_VALUE, Level.INFO, 10);
            assertThat(lines).extracting(LogRing.Line::text).containsExactly("source p1: opened", "a fault of ours");
            assertThat(lines).extracting(LogRing.Line::where).containsOnly("LogRingTest");
            assertThat(lines.getLast().thrown()).contains("IllegalStateException: here", "LogRingTest.java");
        }
        LOG.info("nobody listens any more");
    }

    @Test
    void the_oldest_lines_go_and_numbers_go_on() {
        try (Closing ring = new Closing(LogRing.open())) {
            for (int i = 1; i <= 2_100; i++) {
                LOG.info("line {}", i);
            }

            List<LogRing.Line> all = ring.ring.before(Long.MAX_VALUE, Level.INFO, 5_000);
            assertThat(all).hasSize(2_000);
            assertThat(all.getFirst().text()).isEqualTo("line 101");
            assertThat(ring.ring.before(all.get(10).number(), Level.INFO, 3))
                    .extracting(LogRing.Line::text)
                    .containsExactly("line 108", "line 109", "line 110");
            assertThat(ring.ring.before(Long.MAX_VALUE, Level.WARNING, 10)).isEmpty();
        }
    }

    @Test
    void many_long_faults_take_no_more_memory_than_short_lines() {
        try (Closing ring = new Closing(LogRing.open())) {
            for (int i = 1; i <= 200; i++) {
                LOG.error("fault {} {}", i, "x".repeat(9_000));
            }

            List<LogRing.Line> all = ring.ring.before(Long.MAX_VALUE, Level.INFO, 5_000);
            assertThat(all.getLast().text()).startsWith("fault 200 ");
            assertThat(all.stream().mapToInt(LogRing.Line::characters).sum())
                    .isBetween(LogRing.MOST_CHARACTERS / 2, LogRing.MOST_CHARACTERS);
        }
    }

    @Test
    void who_waits_gets_what_is_said_next() throws Exception {
        try (Closing ring = new Closing(LogRing.open())) {
            long last = ring.ring.last();
            LOG.warn("now");

            assertThat(ring.ring.after(last, Duration.ofSeconds(20).toNanos()))
                    .extracting(LogRing.Line::text)
                    .containsExactly("now");
            assertThat(ring.ring.after(ring.ring.last(), 1)).isEmpty();
        }
    }

    private record Closing(LogRing ring) implements AutoCloseable {
        @Override
        public void close() {
            ring.close();
        }
    }
}
