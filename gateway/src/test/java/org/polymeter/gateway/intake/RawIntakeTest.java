package org.polymeter.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.flow.Desk;
import org.polymeter.gateway.flow.Intake;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.sink.Bytes;

class RawIntakeTest implements Desk {

    private static final String ROOT = "polymeter/1/gateway/";

    private final Map<String, List<String>> heard = new LinkedHashMap<>();
    private final List<String> rejected = new ArrayList<>();
    private final RawIntake intake = new RawIntake(
            topic -> topic.startsWith(ROOT + "cellar/"), Wire::new, InstantSource.fixed(Instant.EPOCH), this);

    @Test
    void each_source_of_each_gateway_is_a_wire() {
        say("shed/raw/p1", "/X5 one");
        say("attic/raw/p1", "/X5 two");
        say("shed/raw/p1", "{\"gateway\":\"shed\",\"encoding\":\"text\",\"frame\":\"/X5\\r\\nthree\"}");
        say(
                "shed/raw/han",
                "{\"encoding\":\"base64\",\"frame\":\"" + Base64.getEncoder().encodeToString(new byte[] {0x7E, 'x'})
                        + "\"}");

        assertThat(heard)
                .isEqualTo(Map.of(
                        "shed/p1", List.of("/X5 one", "end", "/X5\r\nthree", "end"),
                        "attic/p1", List.of("/X5 two", "end"),
                        "shed/han", List.of("~x", "end")));
        assertThat(rejected).isEmpty();
    }

    @Test
    void own_frames_and_kept_ones_are_passed_over() {
        say("cellar/raw/p1", "/X5 mine");
        intake.message(ROOT + "shed/raw/p1", new byte[] {'/'}, true);

        assertThat(heard).isEmpty();
    }

    @Test
    void json_that_holds_no_frame_is_refused_with_its_place() {
        say("shed/raw/p1", "{\"z\":{\"Pi\":1}}");
        say("shed/raw/p1", "{\"frame\":\"x\"}");
        say("shed/raw/p1", "{\"encoding\":\"base64\",\"frame\":\"***\"}");
        say("shed/raw/p1", "{\"encoding\":");

        assertThat(heard).isEmpty();
        assertThat(rejected)
                .containsExactly(
                        "DECODE unexpected at byte 0: expected a text named frame",
                        "DECODE unexpected at byte 0: expected an encoding: text or base64",
                        "DECODE unexpected at byte 29: expected base64",
                        "DECODE truncated at byte 12: expected the end of the JSON object");
    }

    private void say(String topic, String payload) {
        intake.message(ROOT + topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    private final class Wire implements Intake {

        private final List<String> mine;

        Wire(String name) {
            mine = heard.computeIfAbsent(name, unused -> new ArrayList<>());
        }

        @Override
        public void opened() {}

        @Override
        public void bytes(byte[] bytes, int offset, int length) {
            mine.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void message(String topic, byte[] payload, boolean retained) {}

        @Override
        public void silence() {
            mine.add("end");
        }

        @Override
        public void tick(Instant now) {}

        @Override
        public void ended() {}
    }

    @Override
    public void frame(Instant received, Optional<Duration> skew, Optional<Seal> seal) {}

    @Override
    public void raw(String protocol, Instant received, boolean encrypted, String topic, Bytes frame) {}

    @Override
    public void rejected(Reason reason, String protocol, Instant received, String detail, int length, Bytes frame) {
        rejected.add(reason + " " + detail);
    }

    @Override
    public void gone(String meter) {}

    @Override
    public void described(MeterInfo info) {}

    @Override
    public void reading(Reading reading) {}

    @Override
    public void event(Event event) {}
}
