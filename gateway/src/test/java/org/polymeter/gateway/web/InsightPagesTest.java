package org.polymeter.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.web.Wire.Reply;

/** What the house of {@link Site} pays: 50 Wh every five minutes, since midnight of the day it is noon of. */
class InsightPagesTest {

    private WebSink web;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        web = Site.open();
        wire = new Wire(web.port());
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void a_day_costs_what_its_kilowatt_hours_and_its_share_of_the_month_cost() throws IOException {
        JsonNode cost = get("/api/1/tariff/home/cost?period=day&at=2025-01-14");

        // midnight there is 23:00 UTC; the register is known from 00:00 UTC to 12:00 UTC: 144 steps of 50 Wh
        JsonNode energy = line(cost, "energy");
        assertThat(energy.get("quantity").decimalValue()).isEqualByComparingTo("7.2");
        assertThat(energy.get("net").decimalValue()).isEqualByComparingTo("1.80"); // 7.2 × 0.25
        assertThat(energy.get("vat").decimalValue()).isEqualByComparingTo("0.15"); // 0.1458
        JsonNode subscription = line(cost, "subscription");
        assertThat(subscription.get("net").decimalValue()).isEqualByComparingTo("0.10"); // 3 / 31
        assertThat(cost.get("currency").asText()).isEqualTo("CHF");
        assertThat(cost.get("from").asText()).isEqualTo("2025-01-14");
        assertThat(cost.get("to").asText()).isEqualTo("2025-01-15");
        assertThat(cost.get("unpriced")).isEmpty();
        assertThat(cost.get("unmeasured_s").asLong()).isEqualTo(12 * 3600);
    }

    @Test
    void the_peak_of_the_month_is_that_of_a_quarter_hour_and_not_less_than_the_floor() throws IOException {
        JsonNode model = get("/api/1/tariff/home/peak").get("models").get(0);

        assertThat(model.get("peaks").get(0).get("kw").decimalValue()).isEqualByComparingTo("0.6"); // 150 Wh
        assertThat(model.get("kw").decimalValue()).isEqualByComparingTo("2.5");
        assertThat(model.get("cost").decimalValue()).isEqualByComparingTo("25.00");
    }

    @Test
    void the_running_quarter_hour_ends_where_the_present_power_leads() throws IOException {
        JsonNode forecast = get("/api/1/tariff/home/forecast");

        assertThat(forecast.get("from").asText()).isEqualTo("2025-01-14T12:00:00Z");
        assertThat(forecast.get("kw").decimalValue()).isEqualByComparingTo("0"); // it exports 543 W
        assertThat(forecast.get("limit_kw").decimalValue()).isEqualByComparingTo("2.5");
    }

    @Test
    void a_house_without_production_uses_what_it_imports() throws IOException {
        JsonNode use = get("/api/1/self-use?grid=house&period=day&at=2025-01-14");

        assertThat(use.get("produced_kwh").decimalValue()).isZero();
        assertThat(use.get("production")).isEmpty();
    }

    @Test
    void what_is_not_there_is_said_with_what_there_is() throws IOException {
        assertThat(wire.get("/api/1/tariff/away/cost").body()).contains("There is no tariff 'away'. There are home.");
        assertThat(wire.get("/api/1/tariff/home/peak?month=soon").body())
                .contains("'month' is a month such as 2026-03");
        assertThat(wire.get("/api/1/tariff/home/peak?month=soon").status()).isEqualTo(400);
    }

    private JsonNode get(String path) throws IOException {
        Reply reply = wire.get(path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return new ObjectMapper().readTree(reply.body());
    }

    private static JsonNode line(JsonNode cost, String component) {
        for (JsonNode line : cost.get("lines")) {
            if (line.get("component").asText().equals(component)) {
                return line;
            }
        }
        throw new AssertionError("no line of " + component + ": " + cost);
    }
}
