package org.polymeter.gateway.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.consumers.Said;
import org.polymeter.gateway.consumers.Said.Message;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.sink.Fact;

/** When something is said to Home Assistant, and when not. */
class DiscoveryRenderingTest {

    private static final String CONFIG = "homeassistant/device/house/config";
    private static final Fact ONLINE = new Fact.Alive("house", true);

    private final DiscoverySettings settings = DiscoverySettings.of(new Topics("polymeter", "cellar"), "1.0.0");
    private final DiscoveryRendering rendering = new DiscoveryRendering(settings);

    @Test
    void a_meter_is_announced_after_its_status() {
        Said said = Said.by(rendering, List.of(described("power_w")));
        assertThat(said.messages).isEmpty();

        said.more(rendering, List.of(ONLINE));

        assertThat(said.topics()).containsExactly(CONFIG);
        assertThat(said.messages.getFirst()).matches(Message::retained).matches(message -> message.qos() == 1);
    }

    @Test
    void what_is_news_to_others_is_not_news_to_home_assistant() {
        Said said = Said.by(rendering, List.of(described("power_w"), ONLINE, described("power_w", 5), ONLINE));
        assertThat(said.messages).hasSize(1);

        said.more(rendering, List.of(described("power_w energy_import_kwh")));

        assertThat(said.messages).hasSize(2);
        assertThat(said.kept.get(CONFIG)).contains("\"energy_import_kwh\":{");
    }

    @Test
    void all_is_said_again_when_home_assistant_has_been_started() {
        List<Fact> facts = List.of(gateway(), described("power_w"), ONLINE);
        Said said = Said.by(rendering, facts);
        List<String> once = said.topics();

        assertThat(rendering.calls()).containsExactly("homeassistant/status");
        assertThat(rendering.isCall("homeassistant/status", "offline")).isFalse();
        assertThat(rendering.isCall("homeassistant/status", "online")).isTrue();
        said.more(rendering, facts);

        assertThat(once).containsExactly("homeassistant/device/gateway-cellar/config", CONFIG);
        assertThat(said.topics().subList(2, 4)).isEqualTo(once);
        assertThat(said.more(rendering, facts).messages).hasSize(4);
    }

    @Test
    void all_is_said_again_on_a_new_connection_even_of_meters_that_are_silent() {
        Said.by(rendering, List.of(described("power_w"), ONLINE));

        assertThat(Said.by(rendering, List.of(described("power_w"), new Fact.Alive("house", false)))
                        .topics())
                .containsExactly(CONFIG);
    }

    @Test
    void an_entity_that_is_gone_is_named_once_more_and_then_no_longer() {
        Said said = Said.by(rendering, List.of(described("power_w tariff"), ONLINE));

        said.more(rendering, List.of(described("power_w")));
        assertThat(said.kept.get(CONFIG)).contains("\"tariff\":{\"p\":\"sensor\"}");

        said.more(rendering, List.of(described("power_w")));
        assertThat(said.kept.get(CONFIG)).doesNotContain("tariff\"");
        assertThat(said.messages).hasSize(3);
    }

    @Test
    void a_meter_that_is_removed_leaves_nothing_behind() {
        for (DiscoverySettings.Form form : DiscoverySettings.Form.values()) {
            DiscoveryRendering either = new DiscoveryRendering(new DiscoverySettings(
                    settings.topics(), "1.0.0", form, settings.prefix(), settings.expiry(), false));
            Said said = Said.by(either, List.of(described("power_w tariff"), ONLINE));
            assertThat(said.kept).isNotEmpty();

            said.more(either, List.of(new Fact.Removed("house", List.of("power_w"))));

            assertThat(said.kept).as(form.toString()).isEmpty();
        }
    }

    @Test
    void entities_one_by_one_take_the_place_of_the_device() {
        DiscoveryRendering components = new DiscoveryRendering(new DiscoverySettings(
                settings.topics(),
                "1.0.0",
                DiscoverySettings.Form.COMPONENT,
                settings.prefix(),
                settings.expiry(),
                false));
        Said said = Said.by(components, List.of(described("power_w tariff"), ONLINE));

        assertThat(said.messages.getFirst()).isEqualTo(new Message(CONFIG, "", true, 1));
        assertThat(said.kept)
                .containsOnlyKeys(
                        "homeassistant/sensor/house/power_w/config",
                        "homeassistant/sensor/house/tariff/config",
                        "homeassistant/event/house/event/config");

        said.more(components, List.of(described("power_w")));
        assertThat(said.kept).doesNotContainKey("homeassistant/sensor/house/tariff/config");
    }

    /** The id is configured, so the entities, and their history, go on with the meter that took its place. */
    @Test
    void a_meter_with_a_configured_id_keeps_its_entities_when_it_is_exchanged() {
        Said said = Said.by(rendering, List.of(described(info("house", "OLD-1", "power_w")), ONLINE));
        List<String> before = uniqueIds(said);

        said.more(rendering, List.of(described(info("house", "NEW-2", "power_w"))));

        assertThat(said.topics()).containsOnly(CONFIG);
        assertThat(uniqueIds(said)).isEqualTo(before).isNotEmpty();
        assertThat(said.kept.get(CONFIG))
                .contains("\"ids\":[\"polymeter-house\"]")
                .contains("\"sn\":\"NEW-2\"");
    }

    @Test
    void without_one_the_new_meter_is_another_device() {
        Said said = Said.by(
                rendering,
                List.of(
                        described(info("old-1", "OLD-1", "power_w")),
                        new Fact.Alive("old-1", true),
                        described(info("new-2", "NEW-2", "power_w")),
                        new Fact.Alive("new-2", true)));

        assertThat(said.topics())
                .containsExactly("homeassistant/device/old-1/config", "homeassistant/device/new-2/config");
        assertThat(uniqueIds(said)).doesNotHaveDuplicates();
    }

    @Test
    void gateways_that_share_their_meters_say_the_same_of_them() {
        List<Fact> facts = List.of(described("power_w"), ONLINE);
        DiscoverySettings attic = DiscoverySettings.of(new Topics("polymeter", "attic"), "1.0.0");

        String one =
                Said.by(new DiscoveryRendering(settings.inGroup()), facts).kept.get(CONFIG);

        assertThat(one).doesNotContain("cellar").contains("\"t\":\"polymeter/1/meter/house/status\"");
        assertThat(Said.by(new DiscoveryRendering(attic.inGroup()), facts).kept.get(CONFIG))
                .isEqualTo(one);
    }

    @Test
    void privacy_hides_the_serial_number() {
        DiscoveryRendering hashed = new DiscoveryRendering(new DiscoverySettings(
                settings.topics(), "1.0.0", settings.form(), settings.prefix(), settings.expiry(), true));

        assertThat(Said.by(hashed, List.of(described("power_w"), ONLINE)).kept.get(CONFIG))
                .doesNotContain("SERIAL");
    }

    private static List<String> uniqueIds(Said said) {
        return said.kept.values().stream()
                .flatMap(payload -> java.util.regex.Pattern.compile("\"unique_id\":\"([^\"]*)\"")
                        .matcher(payload)
                        .results())
                .map(result -> result.group(1))
                .toList();
    }

    private static Fact gateway() {
        return new Fact.GatewayDescribed(Instant.EPOCH, Map.of(), List.of());
    }

    private static Fact described(String names) {
        return described(info("house", "SERIAL", names));
    }

    private static Fact described(String names, double interval) {
        return described(info("house", "SERIAL", names).withTempo(interval, 30));
    }

    private static Fact described(MeterInfo info) {
        return new Fact.Described(info);
    }

    private static MeterInfo info(String meter, @Nullable String serial, String names) {
        SortedMap<Quantity, MeterInfo.Detail> quantities = new TreeMap<>();
        for (String name : names.split(" ", -1)) {
            Quantity quantity = Readings.quantity(name);
            quantities.put(quantity, new MeterInfo.Detail(quantity.unit().symbol(), 0, null, List.of()));
        }
        return new MeterInfo(
                meter,
                null,
                "electricity",
                null,
                "dsmr",
                serial,
                null,
                OptionalInt.empty(),
                null,
                null,
                null,
                "dsmr",
                null,
                "p1",
                null,
                "UTC",
                1,
                0,
                0,
                quantities);
    }
}
