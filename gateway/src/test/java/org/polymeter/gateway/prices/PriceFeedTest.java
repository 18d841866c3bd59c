package org.polymeter.gateway.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.gateway.adapter.PriceMessage;
import org.polymeter.gateway.adapter.PriceMessage.Form;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.flow.Intake;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.source.MqttSource;

/** Prices that a broker tells. */
class PriceFeedTest {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Form OBJECTS = new Form("data.prices", "start", "value", Optional.empty());
    private static final Form NUMBERS = new Form("", "", "", Optional.empty());
    private static final String TWO = "{\"data\":{\"prices\":[{\"start\":\"2026-11-26T13:00:00+01:00\",\"value\":0.1},"
            + "{\"start\":\"2026-11-26T14:00:00.000+01:00\",\"value\":\"-0.025\"}]}}";

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final PriceBook book = new PriceBook(() -> now);

    @Test
    void objects_have_a_time_and_a_price() {
        tell(OBJECTS, TWO, true);

        assertThat(book.at("spot", now)).contains(new BigDecimal("0.1"));
        assertThat(book.at("spot", now.plus(HOUR))).contains(new BigDecimal("-0.025"));
    }

    @Test
    void numbers_follow_each_other_from_a_time_in_the_message() {
        tell(
                new Form("prices", "", "", Optional.of("from")),
                "{\"from\":\"2026-10-25T00:00+02:00\",\"prices\":[0,1,2,3,4]}",
                true);

        // on the long day the fourth hour is 2 o'clock for the second time
        assertThat(book.at("spot", Instant.parse("2026-10-25T01:00:00Z"))).contains(new BigDecimal("3"));
    }

    @Test
    void numbers_alone_are_those_of_the_day_on_which_they_come() {
        tell(NUMBERS, "[0.1,0.2,0.3]", false);

        assertThat(book.at("spot", Instant.parse("2026-11-25T23:00:00Z"))).contains(new BigDecimal("0.1"));
        assertThat(book.at("spot", Instant.parse("2026-11-26T01:30:00Z"))).contains(new BigDecimal("0.3"));
    }

    @Test
    void numbers_alone_that_the_broker_had_kept_may_be_of_any_day() {
        tell(NUMBERS, "[0.1,0.2,0.3]", true);

        assertThat(book.at("spot", Instant.parse("2026-11-25T23:00:00Z"))).isEmpty();
    }

    @Test
    void what_was_told_is_kept_and_told_again_is_kept_once() throws Exception {
        tell(OBJECTS, TWO, false);
        tell(OBJECTS, TWO, true);

        assertThat(folder.resolve("prices/spot.csv"))
                .content()
                .isEqualTo("2026-11-26T12:00:00Z,0.1\n2026-11-26T13:00:00Z,-0.025\n");
        PriceBook later = new PriceBook(() -> now);
        later.add("spot", folder.resolve("prices/spot.csv"), HOUR, BigDecimal.ONE);
        assertThat(later.at("spot", now)).isPresent();
    }

    @Test
    void a_correction_takes_the_place_of_a_price() {
        tell(OBJECTS, TWO, false);
        tell(OBJECTS, TWO.replace("0.1}", "0.15}"), false);

        assertThat(book.at("spot", now)).contains(new BigDecimal("0.15"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'data':{'prices':[{'start':'2026-11-26T13:00:00','value':1}]}} | element 0 has no time with an offset at 'start'",
                "{'data':{'prices':[{'start':'2026-11-26T13:00:00Z','value':null}]}} | element 0 has no number at 'value'",
                "{'data':{}} | there is no list at 'data.prices'",
                "{'data':{'prices':[]}} | the list has 0 prices, expected 1 to 1000",
                "{'data': | expected the end of the JSON object"
            })
    void a_message_is_taken_whole_or_not_at_all(String json, String fault) {
        byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        PriceMessage message = PriceMessage.read(payload, OBJECTS, HOUR, Optional.of(now));

        assertThat(message.prices()).isEmpty();
        assertThat(message.fault().orElseThrow()).contains(fault);
    }

    @Test
    void a_gateway_listens_to_a_broker_for_them() throws Exception {
        book.add("spot", folder.resolve("prices/spot.csv"), HOUR, BigDecimal.ONE);
        Intake intake = book.intake("spot", OBJECTS, HOUR, BRUSSELS);
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder)) {
            publish(mosquitto.address());
            try (Gateway gateway = new Gateway(() -> now, () -> now, Duration.ZERO, HOUR)) {
                MqttSource source =
                        MqttSource.of(mosquitto.address(), "polymeter-test", List.of("prices/nl"), List.of());
                gateway.attend("prices spot", source, intake);
                gateway.start();
                await().until(() -> Files.exists(folder.resolve("prices/spot.csv")));
            }
        }
        now = now.plusSeconds(6);
        assertThat(book.at("spot", Instant.parse("2026-11-26T12:00:00Z"))).contains(new BigDecimal("0.1"));
    }

    private void tell(Form form, String json, boolean retained) {
        book.add("spot", folder.resolve("prices/spot.csv"), HOUR, BigDecimal.ONE);
        book.intake("spot", form, HOUR, BRUSSELS).message("prices/nl", json.getBytes(StandardCharsets.UTF_8), retained);
    }

    private static void publish(BrokerAddress broker) throws IOException, InterruptedException {
        try (MqttLink teller = MqttLink.open(broker, Opening.as("teller"))) {
            teller.publish(
                    "prices/nl",
                    TWO.getBytes(StandardCharsets.UTF_8),
                    new Delivery(1, true, "application/json", true, List.of(), Duration.ZERO));
            teller.flush();
        }
    }
}
