package org.polymeter.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.http.Right;

class AccessTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    private Path data;

    private final Watch watch = new Watch();

    @Test
    void there_is_one_first_password_and_only_who_has_the_link_sets_it() throws IOException {
        try (Access access = Access.open(data, watch)) {
            String invitation = access.invite();
            assertThat(access.hasPassword()).isFalse();
            assertThat(access.invitation(HERE, "guessed")).isInstanceOf(Verdict.Wrong.class);
            assertThat(access.invitation(HERE, invitation)).isInstanceOf(Verdict.Correct.class);

            assertThat(access.setFirst(Owner.PASSWORD)).isTrue();
            assertThat(access.setFirst("Another-One-Instead")).isFalse();

            assertThat(access.invitation(HERE, invitation)).as("it is used up").isInstanceOf(Verdict.Wrong.class);
            assertThat(access.password(HERE, Owner.PASSWORD)).isInstanceOf(Verdict.Correct.class);
            assertThat(access.password(HERE, "Another-One-Instead")).isInstanceOf(Verdict.Wrong.class);
        }
    }

    @Test
    void only_its_owner_may_read_the_files_and_there_are_only_hashes_in_them() throws IOException {
        Owner.settle(data);
        String token = Owner.token(data, Right.READ);
        try (Access access = Access.open(data, watch)) {
            String session = access.sessions().begin();
            for (String name : List.of("access.json", "sessions.json")) {
                Path file = data.resolve(name);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                assertThat(Files.readString(file)).doesNotContain(Owner.PASSWORD, token, session);
            }
        }
    }

    @Test
    void sessions_survive_a_restart_and_end_by_themselves() throws IOException {
        Owner.settle(data);
        String idle;
        String busy;
        try (Access access = Access.open(data, watch)) {
            idle = access.sessions().begin();
            busy = access.sessions().begin();
        }
        try (Access access = Access.open(data, watch)) {
            assertThat(access.sessions().knows(idle)).isTrue();
            for (int days = 0; days < 180; days += 20) {
                assertThat(access.sessions().knows(busy))
                        .as("after %d days", days)
                        .isTrue();
                watch.pass(Duration.ofDays(20));
            }
            watch.pass(Duration.ofSeconds(1));
            assertThat(access.sessions().knows(idle)).isFalse();
            assertThat(access.sessions().knows(busy)).as("none lasts for ever").isFalse();
        }
    }

    @Test
    void another_password_ends_all_sessions_even_one_that_was_set_while_nothing_ran() throws IOException {
        Owner.settle(data);
        String session;
        try (Access access = Access.open(data, watch)) {
            session = access.sessions().begin();
            access.set("Another-One-Instead");
            assertThat(access.sessions().knows(session)).isFalse();
            session = access.sessions().begin();
        }
        OwnerPassword.set(data, Owner.PASSWORD);
        try (Access access = Access.open(data, watch)) {
            assertThat(access.sessions().knows(session)).isFalse();
        }
    }

    @Test
    void a_password_that_is_set_from_outside_holds_within_seconds() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Access access = Access.open(data, watch)) {
            access.onceOpen(() -> told.add("open"));
            assertThat(told).isEmpty();
            OwnerPassword.set(data, Owner.PASSWORD);
            await().atMost(Duration.ofSeconds(20)).until(() -> !told.isEmpty());
            assertThat(access.hasPassword()).isTrue();
            access.onceOpen(() -> told.add("at once"));

            OwnerPassword.reset(data);
            access.refresh();
            assertThat(access.hasPassword()).isFalse();
        }
        assertThat(told).containsExactly("open", "at once");
    }

    @Test
    void a_file_that_makes_no_sense_lets_nobody_in() throws IOException {
        Owner.settle(data);
        try (Access access = Access.open(data, watch)) {
            Files.writeString(data.resolve("access.json"), "{\"password\":\"1234\"}");
            access.refresh();
            assertThat(access.password(HERE, Owner.PASSWORD)).isInstanceOf(Verdict.Correct.class);
        }
        assertThatThrownBy(() -> Access.open(data, watch).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("polymeter password --reset");
    }

    @Test
    void a_token_holds_until_its_end() throws IOException {
        Owner.settle(data);
        try (Access access = Access.open(data, watch)) {
            access.changeTokens(tokens -> List.of(new ApiToken(
                    "a",
                    "for a day",
                    Right.READ,
                    watch.instant(),
                    Optional.of(watch.instant().plus(Duration.ofDays(1))),
                    Nonce.hash("text"))));
            assertThat(access.token("text")).isPresent();
            assertThat(access.token("other")).isEmpty();
            watch.pass(Duration.ofDays(1));
            assertThat(access.token("text")).isEmpty();
        }
    }

    @Test
    void a_program_whose_token_is_none_any_more_does_not_keep_the_owner_out() throws IOException {
        Owner.settle(data);
        try (Access access = Access.open(data, watch)) {
            access.changeTokens(tokens -> List.of(new ApiToken(
                    "a", "over", Right.READ, watch.instant(), Optional.of(watch.instant()), Nonce.hash("over"))));
            for (int i = 0; i < 100; i++) {
                assertThat(access.wrongToken(HERE, "over")).isInstanceOf(Verdict.Wrong.class);
            }
            for (int i = 0; i < 100; i++) {
                access.wrongToken(HERE, "deleted");
            }
            assertThat(access.wrongToken(HERE, "deleted")).isInstanceOf(Verdict.Later.class);
            assertThat(access.password(HERE, Owner.PASSWORD)).isInstanceOf(Verdict.Correct.class);
        }
    }

    @Test
    void an_older_hash_is_made_anew_at_the_next_sign_in_and_nobody_is_signed_out() throws IOException {
        AccessFile file = AccessFile.in(data);
        PasswordHash old = PasswordHash.parse(
                        "pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg==$MiY1Fudoap2RZvKaNSd0Xst4uypPAkTdau4p51REN1AVRYsg1xG6wKEhzLYZCrrQi/k4trsIu6wyiKv15IL5Xg==")
                .orElseThrow();
        file.write(new Accounts(Optional.of(old), List.of()));
        try (Access access = Access.open(data, watch)) {
            String session = access.sessions().begin();
            assertThat(access.password(HERE, "Grüezi, Nachbar")).isInstanceOf(Verdict.Correct.class);
            assertThat(access.sessions().knows(session)).isTrue();
        }
        assertThat(file.read().password().orElseThrow().rounds()).isEqualTo(PasswordHash.ROUNDS);
    }

    @Test
    void many_who_sign_in_at_once_keep_one_processor_busy_and_the_rest_is_sent_away() throws Exception {
        Owner.settle(data);
        AtomicInteger sentAway = new AtomicInteger();
        int most = 0;
        try (Access access = Access.open(data, watch);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                clients.execute(() -> {
                    if (access.password(HERE, Owner.PASSWORD) instanceof Verdict.Later) {
                        sentAway.incrementAndGet();
                    }
                });
            }
            clients.shutdown();
            while (!clients.awaitTermination(5, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, hashing());
            }
        }
        assertThat(most).isLessThanOrEqualTo(1);
        assertThat(sentAway.get()).isBetween(20, 39);
    }

    @Test
    void a_password_that_is_set_is_hashed_aside_too_one_at_a_time() throws Exception {
        int most = 0;
        try (Access access = Access.open(data, watch);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> one = clients.submit(() -> access.setFirst(Owner.PASSWORD));
            Future<Boolean> other = clients.submit(() -> access.setFirst("Another-One-Instead"));
            clients.shutdown();
            while (!clients.awaitTermination(5, TimeUnit.MILLISECONDS)) {
                most = Math.max(most, hashing());
            }
            assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(true, false);
        }
        assertThat(most).isEqualTo(1);
    }

    /** Threads at it just now; one that has done its work may still be about to end. */
    private static int hashing() {
        return (int) Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals("password"))
                .filter(entry -> Stream.of(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().equals(PasswordHash.class.getName())))
                .count();
    }
}
