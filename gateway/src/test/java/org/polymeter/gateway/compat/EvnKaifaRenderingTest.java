package org.polymeter.gateway.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.compat.EvnKaifaRendering.Mode;
import org.polymeter.gateway.compat.EvnKaifaRendering.Settings;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

/** The example of the firmware's README: {@code w_p} 12937 Wh, {@code u1} 233.7, {@code phi} 1.000. */
class EvnKaifaRenderingTest {

    @Test
    void json_has_the_meters_decimals_and_zero_is_0() throws Exception {
        assertThat(Heard.of(evn("evn", Mode.JSON), Examples.kaifa()))
                .containsExactly("evn/json {\"meternumber\":\"181220000009\","
                        + "\"timestamp\":\"2021-09-27T09:47:15+02:00\",\"w_p\":12937,\"w_n\":0,\"p_p\":0,\"p_n\":0,"
                        + "\"u1\":233.7,\"u2\":0,\"u3\":0,\"i1\":0,\"i2\":0,\"i3\":0,\"phi\":1.000,"
                        + "\"ip\":\"0.0.0.0\",\"rssi\":\"0dBm\"}");
    }

    @Test
    void topics_are_a_plain_text_each() throws Exception {
        assertThat(Heard.of(evn("house/evn/", Mode.TOPICS), Examples.kaifa()))
                .containsExactly(
                        "house/evn/meternumber 181220000009",
                        "house/evn/timestamp 2021-09-27T09:47:15+02:00",
                        "house/evn/w_p 12937",
                        "house/evn/w_n 0",
                        "house/evn/p_p 0",
                        "house/evn/p_n 0",
                        "house/evn/u1 233.7",
                        "house/evn/u2 0",
                        "house/evn/u3 0",
                        "house/evn/i1 0",
                        "house/evn/i2 0",
                        "house/evn/i3 0",
                        "house/evn/phi 1.000");
    }

    @Test
    void a_time_without_an_offset_ends_in_z() throws Exception {
        assertThat(Heard.of(
                        evn("evn", Mode.TOPICS),
                        Examples.described("m1", null, "device", "M1", null, null, "UTC"),
                        Examples.heard("m1", "2021-09-27T07:47:15Z", Instant.EPOCH, "power_import_w 5")))
                .containsExactly("evn/meternumber M1", "evn/timestamp 2021-09-27T07:47:15Z", "evn/p_p 5");
    }

    @Test
    void raw_is_the_message_as_it_was_opened_or_the_frames_as_they_came() throws Exception {
        Fact told = told();
        assertThat(Heard.of(evn("evn", Mode.RAW), Examples.kaifa().getFirst(), told))
                .containsExactly("evn/raw opened");
        assertThat(Heard.of(evn("evn", Mode.WIRE), Examples.kaifa().getFirst(), told))
                .containsExactly("evn/raw as it came");
        assertThat(evn("evn", Mode.RAW).wantsTold()).isTrue();
        assertThat(evn("evn", Mode.JSON).wantsTold()).isFalse();
    }

    @Test
    void privacy_lets_nothing_out_raw() throws Exception {
        EvnKaifaRendering hashed = new EvnKaifaRendering(new Settings("evn", Mode.RAW, Optional.empty()), true);
        assertThat(Heard.of(hashed, Examples.kaifa().getFirst(), told())).isEmpty();
        assertThat(hashed.wantsTold()).isFalse();
    }

    @Test
    void the_first_meter_has_the_topics_and_others_are_left_out() throws Exception {
        assertThat(Heard.of(evn("evn", Mode.JSON), all())).hasSize(1).allMatch(line -> line.contains("E0031003262"));
    }

    @Test
    void a_chosen_meter_has_them_however_late_it_comes() throws Exception {
        Settings settings = new Settings("evn", Mode.JSON, Optional.of(Examples.KAIFA));
        assertThat(Heard.of(new EvnKaifaRendering(settings, false), all()))
                .hasSize(1)
                .allMatch(line -> line.contains("181220000009"));
    }

    @Test
    void with_a_place_for_its_id_every_meter_has_topics_of_its_own() throws Exception {
        assertThat(Heard.of(evn("evn/{meter}", Mode.JSON), all()))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("evn/" + Examples.HOUSE + "/json", "evn/" + Examples.KAIFA + "/json");
    }

    @Test
    void a_meter_that_was_exchanged_has_the_topics_of_the_old_one() throws Exception {
        EvnKaifaRendering evn = evn("evn", Mode.JSON);
        Heard.of(evn, Examples.kaifa());
        Heard.of(
                evn,
                new Fact.Happened(new Event(
                        "meter_replaced",
                        Examples.KAIFA,
                        "bc5b31889dbac58d61409fb15c41b970",
                        Instant.EPOCH,
                        TimeSource.METER,
                        Instant.EPOCH,
                        Map.of("by", Examples.HOUSE))));
        assertThat(Heard.of(evn, Examples.dsmr())).hasSize(1);
    }

    @Test
    void rows_of_a_load_profile_are_no_telegrams() throws Exception {
        Reading row = Readings.reading(
                Examples.KAIFA,
                "bc5b31889dbac58d61409fb15c41b970",
                Instant.EPOCH,
                TimeSource.METER,
                Instant.EPOCH,
                Origin.PROFILE,
                List.of(),
                "energy_import_kwh 7.000");
        assertThat(Heard.of(evn("evn", Mode.JSON), Examples.kaifa().getFirst(), new Fact.Heard(row)))
                .isEmpty();
    }

    private static List<Fact> all() {
        return Stream.concat(Examples.dsmr().stream(), Examples.kaifa().stream())
                .toList();
    }

    private static Fact told() {
        return new Fact.Told(
                "evn",
                Examples.KAIFA,
                Instant.EPOCH,
                "dlms",
                "",
                Optional.empty(),
                List.of(),
                Bytes.of("as it came".getBytes(StandardCharsets.UTF_8)),
                Bytes.of("opened".getBytes(StandardCharsets.UTF_8)));
    }

    private static EvnKaifaRendering evn(String base, Mode mode) {
        return new EvnKaifaRendering(new Settings(base, mode, Optional.empty()), false);
    }
}
