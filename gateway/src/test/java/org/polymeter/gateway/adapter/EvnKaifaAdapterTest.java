package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;
import static org.polymeter.gateway.adapter.AdapterTests.decoded;
import static org.polymeter.gateway.adapter.AdapterTests.lines;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.SealedWriter;

final class EvnKaifaAdapterTest {

    /** A message of a Kaifa MA309 in Netz NÖ, opened. */
    private static final byte[] APDU = HexFormat.of()
            .parseHex("0F8006870E0C07E80B0F050E2D2D00FFC4000223090C07E80B0F050E"
                    + "2D2D00FFC40009060100010800FF060047B7DB02020F00161E09060100020800FF06004DD3A802020F00161E09060100"
                    + "010700FF060000000002020F00161B09060100020700FF060000000902020F00161B09060100200700FF120922020"
                    + "20FFF162309060100340700FF12091902020FFF162309060100480700FF12090D02020FFF1623090601001F0700F"
                    + "F12000302020FFE162109060100330700FF12002F02020FFE162109060100470700FF12005502020FFE16210906"
                    + "01000D0700FF12005F02020FFD16FF090C313831323030303030303031");

    private final Adapter evn = Adapters.named("evn-kaifa").orElseThrow();

    @Test
    void reads_one_object() {
        Telegram telegram = decoded(evn, "cellar/json", """
                {"meternumber":"181200000007","timestamp":"2026-07-01T14:49:11+02:00","w_p":4700123,"w_n":12,
                "p_p":0,"p_n":345,"u1":233.8,"u2":0,"i1":0.03,"phi":0.950,"ip":"10.0.0.9","rssi":"-52dBm"}""");
        assertThat(telegram.protocol()).isEqualTo("evn-kaifa");
        assertThat(telegram.localSecond())
                .isEqualTo(Instant.parse("2026-07-01T14:49:11Z").getEpochSecond());
        assertThat(telegram.deviation()).isEqualTo(-120);
        assertThat(lines(telegram))
                .containsExactly(
                        "0-0:96.1.0 181200000007",
                        "1-0:1.8.0 4700123 Wh",
                        "1-0:2.8.0 12 Wh",
                        "1-0:1.7.0 0 W",
                        "1-0:2.7.0 345 W",
                        "1-0:32.7.0 233.8 V",
                        "1-0:52.7.0 0 V",
                        "1-0:31.7.0 0.03 A",
                        "1-0:13.7.0 0.950");
        assertThat(evn.fragment(telegram)).isFalse();
    }

    @Test
    void opens_the_meters_frames_with_the_keys_of_that_device() {
        Keys keys = Keys.of(new byte[16]);
        byte[] frames = MbusWriter.message(new SealedWriter(
                        keys.withAuthentication(new byte[16]), HexFormat.of().parseHex("4B464D1020000001"))
                .general(0x20, 1, APDU));
        Adapter keyed = Adapters.named("evn-kaifa", Map.of(), new MeterKeys(Keys.NONE, Map.of("cellar", keys)))
                .orElseThrow();
        Telegram telegram = new Telegram();
        assertThat(keyed.decode("cellar/raw", frames, telegram)).isEqualTo(Outcome.COMPLETE);
        assertThat(lines(telegram)).contains("1-0:1.8.0 4700123 Wh", "1-0:32.7.0 233.8 V");
        assertThat(keyed.decode("attic/raw", frames, telegram))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.fault().problem()).isEqualTo(Fault.Problem.NO_KEY));
    }

    @Test
    void reads_the_meters_own_message() {
        Telegram telegram = new Telegram();
        assertThat(evn.decode("cellar/raw", APDU, telegram)).isEqualTo(Outcome.COMPLETE);
        assertThat(telegram.protocol()).isEqualTo("evn-kaifa");
        assertThat(telegram.deviation()).isEqualTo(-60);
        assertThat(lines(telegram))
                .contains(
                        "1-0:1.8.0 4700123 Wh",
                        "1-0:2.8.0 5100456 Wh",
                        "1-0:1.7.0 0 W",
                        "1-0:2.7.0 9 W",
                        "1-0:32.7.0 233.8 V",
                        "1-0:71.7.0 0.85 A",
                        "1-0:13.7.0 0.095")
                .anyMatch(line -> line.endsWith("181200000001"));
    }

    @Test
    void a_raw_message_that_is_cut_says_where() {
        for (int length = 0; length < APDU.length; length++) {
            Outcome outcome = evn.decode("cellar/raw", java.util.Arrays.copyOf(APDU, length), new Telegram());
            assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
            assertThat(((Outcome.Rejected) outcome).fault().offset()).isBetween(0, length);
        }
    }

    @Test
    void values_on_topics_of_their_own_come_together() {
        Coalescer coalescer = new Coalescer(evn);
        Instant start = Instant.parse("2026-07-01T12:49:12Z");
        List<String> messages = List.of(
                "meternumber 181200000007",
                "timestamp 2026-07-01T14:49:11+02:00",
                "w_p 4700123",
                "p_p 0",
                "u1 233.8",
                "phi 0.950");
        for (int i = 0; i < messages.size(); i++) {
            String[] message = messages.get(i).split(" ", -1);
            String topic = "house/cellar/" + message[0];
            Telegram telegram = decoded(evn, topic, message[1]);
            assertThat(evn.fragment(telegram)).isTrue();
            coalescer.add(topic, bytes(message[1]), telegram, start.plusMillis(10L * i));
        }
        assertThat(coalescer.due(start.plusMillis(499))).isEmpty();

        Coalesced whole = coalescer.due(start.plusMillis(500)).getFirst();

        assertThat(whole.device()).isEqualTo("house/cellar");
        assertThat(whole.telegram().deviation()).isEqualTo(-120);
        assertThat(lines(whole.telegram()))
                .containsExactly(
                        "0-0:96.1.0 181200000007",
                        "1-0:1.8.0 4700123 Wh",
                        "1-0:1.7.0 0 W",
                        "1-0:32.7.0 233.8 V",
                        "1-0:13.7.0 0.950");
    }

    @Test
    void a_topic_that_is_no_field_says_nothing() {
        assertThat(decoded(evn, "cellar/uptime", "12345").size()).isZero();
        assertThat(decoded(evn, "cellar/w_p", "").size()).isZero();
        assertThat(evn.fragment(decoded(evn, "cellar/uptime", "12345"))).isFalse();
    }

    @Test
    void a_value_that_is_none_is_refused() {
        assertThat(fault("cellar/w_p", "many"))
                .isEqualTo(new Fault(0, Fault.Problem.UNEXPECTED, "a number that a meter" + " sends"));
        assertThat(fault("cellar/timestamp", "noon").expected()).isEqualTo("a time");
        assertThat(fault("cellar/timestamp", "2026-07-01T14:49:11").expected()).isEqualTo("a time");
        assertThat(fault("cellar/w_p", "1".repeat(300)).problem()).isEqualTo(Fault.Problem.OVER_LIMIT);
        assertThat(fault("cellar/json", "{\"w_p\":12").problem()).isEqualTo(Fault.Problem.TRUNCATED);
        assertThat(fault("cellar/raw", "hello").problem()).isEqualTo(Fault.Problem.UNEXPECTED);
    }

    private Fault fault(String topic, String payload) {
        Outcome outcome = evn.decode(topic, bytes(payload), new Telegram());
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).fault();
    }
}
