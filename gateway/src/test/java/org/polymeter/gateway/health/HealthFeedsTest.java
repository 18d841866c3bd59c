package org.polymeter.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.flow.SourceState;
import org.polymeter.gateway.flow.SourceState.Failure;
import org.polymeter.gateway.flow.SourceState.Phase;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.sink.Fact.SourceCount;

class HealthFeedsTest {

    private static final Instant NOON = Instant.parse("2025-01-14T12:00:00Z");

    private final List<SourceHealth> sources = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Answer.Live feed = (Answer.Live) new HealthFeeds(() -> List.copyOf(sources), List::of).open();
    private final Thread client = Thread.ofVirtual().unstarted(this::listen);

    @AfterEach
    void leave() throws InterruptedException {
        client.interrupt();
        client.join();
    }

    @Test
    void a_source_is_told_once_and_again_when_something_changes_and_when_it_has_gone() {
        sources.add(health(Phase.OPEN));
        client.start();
        await().until(() -> count("event: source") == 1);

        sources.set(0, health(Phase.WAITING));
        await().until(() -> count("event: source") == 2);
        assertThat(text()).contains("\"state\":\"failing\"", "\"code\":\"no_answer\"", "\"severity\":\"bad\"");

        sources.clear();
        await().until(() -> count("event: gone") == 1);
        assertThat(text()).contains("{\"kind\":\"source\",\"id\":\"house\"}");
        assertThat(count("event: source")).isEqualTo(2);
    }

    private void listen() {
        try {
            feed.transmission().writeTo(sent);
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int count(String what) {
        return text().split(what, -1).length - 1;
    }

    private String text() {
        return sent.toString(StandardCharsets.UTF_8);
    }

    private static SourceHealth health(Phase phase) {
        SourceState state = new SourceState(
                phase,
                NOON,
                Optional.empty(),
                phase == Phase.WAITING ? Optional.of(new Failure(Outage.NO_ANSWER, "no answer")) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Collections.nCopies(60, 0),
                0);
        SourceCount count =
                new SourceCount(0, 0, Map.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
        return SourceHealth.of(new Gateway.Reported("house", "p1", "tcp nas:1", state, count), NOON.plusSeconds(1));
    }
}
