package org.polymeter.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.flow.Facts.NOON;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;

class HubTest {

    private final List<Fact> delivered = new CopyOnWriteArrayList<>();
    private final Courier courier = new Courier(new Collecting(delivered), 100, InstantSource.system());
    private final Hub hub =
            new Hub(InstantSource.fixed(NOON), InstantSource.fixed(NOON), Duration.ofSeconds(10), Duration.ofHours(26));

    @Test
    void rejects_of_one_source_and_reason_are_counted_for_ten_seconds() {
        run(
                rejected("checksum", 0),
                rejected("checksum", 1),
                rejected("noise", 2),
                rejected("checksum", 9),
                rejected("checksum", 10),
                rejected("checksum", 21));

        assertThat(delivered)
                .filteredOn(Fact.Rejected.class::isInstance)
                .extracting(Fact.Rejected.class::cast)
                .extracting(reject -> reject.reason() + " " + reject.suppressed())
                .containsExactly("checksum 0", "noise 0", "checksum 2", "checksum 0");
    }

    @Test
    void a_clock_that_was_set_back_does_not_silence_rejects() {
        run(rejected("checksum", 0), rejected("checksum", -3600), rejected("checksum", -3599));

        assertThat(delivered).filteredOn(Fact.Rejected.class::isInstance).hasSize(2);
    }

    @Test
    void what_was_said_before_the_end_goes_out_whole() {
        run(
                new Word.Heard(Facts.heard(1).reading()),
                new Word.Heard(Facts.heard(2).reading()));

        assertThat(Facts.words(delivered))
                .containsExactly("GatewayDescribed", "house online", "heard 1", "heard 2", "known 2", "Counted");
    }

    @Test
    void a_change_between_two_words_is_done_also_for_who_is_interrupted() {
        List<String> done = new CopyOnWriteArrayList<>();
        hub.start();

        Thread.currentThread().interrupt();
        hub.between(() -> done.add("changed"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly("changed");
        hub.close();
    }

    @Test
    void who_comes_later_is_told_what_is_known_and_all_that_follows() {
        List<Fact> late = new CopyOnWriteArrayList<>();
        Courier newcomer = new Courier(new Collecting(late), 100, InstantSource.system());
        hub.join(courier);
        hub.start();
        hub.say(new Word.Described(Facts.info("house", null)));
        hub.say(new Word.Heard(Facts.heard(1).reading()));
        hub.between(() -> hub.join(newcomer));
        hub.between(() -> hub.leave(courier, false));
        hub.say(new Word.Heard(Facts.heard(2).reading()));
        hub.close();
        for (Courier each : List.of(courier, newcomer)) {
            each.start();
            each.close();
        }

        assertThat(Facts.words(delivered)).contains("heard 1").doesNotContain("heard 2");
        assertThat(Facts.words(late))
                .containsSubsequence("GatewayDescribed", "described house", "house online", "heard 2")
                .doesNotContain("heard 1");
    }

    @Test
    void for_an_output_that_will_not_come_back_nothing_is_kept_any_more(@TempDir Path folder) throws IOException {
        try (FactJournal journal = FactJournal.open(folder, 40_000)) {
            hub.keepIn(journal, Duration.ofSeconds(10));
            Courier failed = named("failed", journal);
            hub.join(failed);
            hub.leave(failed, true);
            for (int i = 1; i <= 1_000; i++) {
                journal.keep(Facts.heard(i));
            }
            hub.join(named("well", journal));

            hub.expectOnly(Set.of("well"));
            hub.start();
            hub.close();

            assertThat(journal.position("failed"))
                    .as("what is gone was not missed")
                    .isPositive();
        }
    }

    private static Courier named(String name, FactJournal journal) {
        return new Courier(new Collecting(new CopyOnWriteArrayList<>()), 100, InstantSource.system(), name, journal);
    }

    private void run(Word... words) {
        hub.join(courier);
        hub.start();
        List.of(words).forEach(hub::say);
        hub.close();
        courier.start();
        courier.close();
    }

    private static Word rejected(String reason, int second) {
        Instant received = NOON.plusSeconds(second);
        return new Word.Rejected(
                new Fact.Rejected("p1", received, "dsmr", reason, "", 1, 0, Bytes.of(new byte[] {'/'})));
    }

    private record Collecting(List<Fact> to) implements Sink {

        @Override
        public String describe() {
            return "list";
        }

        @Override
        public void write(List<Fact> batch) throws IOException {
            to.addAll(batch);
        }

        @Override
        public void close() {}
    }
}
