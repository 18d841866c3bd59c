package org.polymeter.gateway.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.adapter.PriceMessage;
import org.polymeter.gateway.source.MqttSource;

/** Reads one entry under {@code prices}. */
final class PriceReader {

    private enum Amount {
        KWH,
        MWH
    }

    private static final Map<String, Duration> STEPS =
            Map.of("15m", Duration.ofMinutes(15), "30m", Duration.ofMinutes(30), "1h", Duration.ofHours(1));
    private static final BigDecimal OF_A_MWH = new BigDecimal("0.001");

    private PriceReader() {}

    /** {@code ownTopics}: what this gateway publishes, where nobody tells prices. */
    static Optional<PriceConfig> read(Section section, List<String> ownTopics) {
        section.required("id", "a name for tariffs, such as id: spot");
        Optional<String> id = section.id("id");
        section.required("step", "how long each price holds: 15m, 30m or 1h");
        Duration step = section.parsed("step", text -> Optional.ofNullable(STEPS.get(text)), "15m, 30m or 1h")
                .orElse(Duration.ofHours(1));
        BigDecimal factor = section.parsed("per", PriceReader::amount, "kWh or MWh")
                        .orElse(Amount.KWH)
                        .equals(Amount.MWH)
                ? OF_A_MWH
                : BigDecimal.ONE;
        Optional<Path> file = section.path("file");
        Optional<PriceConfig.Feed> feed = feed(section, ownTopics);
        if (section.has("file") == section.has("broker")) {
            section.problem(section.what() + " needs a 'file', or a 'broker' and a 'topic' – one of both");
        }
        section.end();
        return id.map(name -> new PriceConfig(section.where(), name, step, factor, file, feed));
    }

    private static Optional<Amount> amount(String text) {
        return Optional.ofNullable(Words.of(Amount.class).get(text.toLowerCase(Locale.ROOT)));
    }

    private static Optional<PriceConfig.Feed> feed(Section section, List<String> ownTopics) {
        List<String> topics = section.texts("topic");
        Optional<Section> json = section.section("json", "'json' of " + section.what());
        PriceMessage.Form form =
                json.map(PriceReader::form).orElse(new PriceMessage.Form("", "time", "price", Optional.empty()));
        return section.section("broker", "the broker of " + section.what()).map(block -> {
            var broker = BrokerReader.read(block);
            block.end();
            if (topics.isEmpty()) {
                section.problem(section.what() + " has no 'topic' – where the prices are published");
            }
            topics.forEach(topic ->
                    MqttSource.objection(topic, ownTopics).ifPresent(objection -> section.problem("topic", objection)));
            return new PriceConfig.Feed(broker, topics, form);
        });
    }

    private static PriceMessage.Form form(Section json) {
        PriceMessage.Form form = new PriceMessage.Form(
                json.text("list").orElse(""),
                json.text("time").orElse("time"),
                json.text("price").orElse("price"),
                json.text("begin").filter(path -> !path.isEmpty()));
        json.end();
        return form;
    }
}
