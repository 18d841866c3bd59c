package org.polymeter.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.Symptom;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.flow.SourceState;
import org.polymeter.gateway.flow.SourceState.Failure;
import org.polymeter.gateway.flow.SourceState.Phase;
import org.polymeter.gateway.flow.SourceState.Rejection;
import org.polymeter.gateway.health.SourceHealth.Word;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.sink.Fact.SourceCount;

class SourceHealthTest {

    private static final Instant OPENED = Instant.parse("2025-01-14T12:00:00Z");

    private Phase phase = Phase.OPEN;
    private Optional<Failure> failure = Optional.empty();
    private Optional<Symptom> symptom = Optional.empty();
    private Optional<Instant> heard = Optional.empty();
    private Optional<Duration> interval = Optional.empty();
    private Optional<Instant> lastFrame = Optional.empty();
    private Optional<Rejection> rejection = Optional.empty();
    private Optional<Long> skewMillis = Optional.empty();
    private String driver = "p1";
    private String where = "serial /dev/ttyUSB0";
    private int frames;
    private int rejected;

    @Test
    void a_wire_that_is_lost_fails_for_the_reason_that_it_has() {
        phase = Phase.WAITING;
        failure = Optional.of(new Failure(Outage.PORT_DENIED, "no permission"));

        assertThat(after(1).word()).isEqualTo(Word.FAILING);
        assertThat(code(1)).contains("port_denied");
    }

    @Test
    void a_device_that_takes_every_call_and_ends_it_at_once_fails_all_the_time() {
        failure = Optional.of(new Failure(Outage.CLOSED, "closed"));

        assertThat(after(1).word()).isEqualTo(Word.FAILING);
        assertThat(after(4).word()).isEqualTo(Word.SILENT);
    }

    @Test
    void a_meter_that_says_nothing_at_first_is_given_time() {
        assertThat(code(80)).isEmpty();
        assertThat(after(100).word()).isEqualTo(Word.SILENT);
        assertThat(code(100)).contains("no_bytes");
    }

    @Test
    void at_a_broker_it_is_messages_that_are_missing() {
        where = "mqtt://127.0.0.1:1883 tele/+/SENSOR";

        assertThat(code(100)).contains("no_messages");
    }

    @Test
    void a_meter_may_be_silent_as_long_as_is_usual_for_it() {
        heard = at(600);
        lastFrame = heard;
        interval = Optional.of(Duration.ofMinutes(5));

        assertThat(after(600 + 24 * 60).word()).isEqualTo(Word.DECODING);
        assertThat(after(600 + 26 * 60).word()).isEqualTo(Word.SILENT);
        assertThat(code(600 + 26 * 60)).contains("fell_silent");
    }

    @Test
    void bytes_without_a_frame_make_no_sense_after_a_while() {
        heard = at(14);
        assertThat(after(14).word()).isEqualTo(Word.HEARING);
        assertThat(code(14)).isEmpty();

        heard = at(20);
        assertThat(code(20)).contains("not_understood");
    }

    @Test
    void what_was_rejected_says_why_there_is_no_frame() {
        heard = at(1);
        rejection = Optional.of(new Rejection(Reason.DECRYPT, "the tag is wrong", OPENED));

        assertThat(code(2)).contains("key_wrong");
        rejection = Optional.of(new Rejection(Reason.CHECKSUM, "", OPENED));
        assertThat(code(2)).contains("damaged");
    }

    @Test
    void a_line_whose_settings_are_looked_for_says_what_it_looks_like() {
        symptom = Optional.of(Symptom.INVERTED);
        assertThat(after(1).trouble().orElseThrow().detail()).contains("inverted");

        symptom = Optional.of(Symptom.SILENT);
        assertThat(code(1)).contains("no_bytes");
    }

    @Test
    void values_that_come_may_be_odd_nevertheless() {
        heard = at(10);
        lastFrame = heard;
        frames = 80;
        rejected = 19;
        assertThat(code(11)).isEmpty();

        rejected = 21;
        assertThat(code(11)).contains("disturbed");

        rejected = 0;
        skewMillis = Optional.of(-121_000L);
        assertThat(code(11)).contains("clock_off");
        assertThat(after(11).trouble().orElseThrow().severity()).isEqualTo(Trouble.Severity.WARN);
    }

    @Test
    void the_silence_of_what_is_no_meter_means_nothing() {
        driver = "";

        assertThat(code(100_000)).isEmpty();
    }

    private Optional<String> code(int seconds) {
        return after(seconds).trouble().map(Trouble::code);
    }

    private SourceHealth after(int seconds) {
        SourceState state = new SourceState(
                phase,
                OPENED,
                Optional.empty(),
                failure,
                symptom,
                heard,
                interval,
                lastFrame,
                rejection,
                Collections.nCopies(60, frames / 10),
                rejected);
        SourceCount count =
                new SourceCount(frames, frames, Map.of(), Map.of(), lastFrame, skewMillis, Optional.empty());
        return SourceHealth.of(new Gateway.Reported("house", driver, where, state, count), OPENED.plusSeconds(seconds));
    }

    private static Optional<Instant> at(int seconds) {
        return Optional.of(OPENED.plusSeconds(seconds));
    }
}
