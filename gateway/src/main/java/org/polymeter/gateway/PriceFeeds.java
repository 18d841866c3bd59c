package org.polymeter.gateway;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.MoneyConfig;
import org.polymeter.gateway.config.PriceConfig;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.flow.Lane;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.prices.PriceBook;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.source.MqttSource;

/** From the configuration to the series of prices, and to those who listen to brokers for them. */
final class PriceFeeds {

    private PriceFeeds() {}

    /** All series. The gateway listens to those that come from brokers; {@code lanes} is told by which lanes. */
    static PriceBook open(
            Gateway gateway,
            Configuration configuration,
            MoneyConfig money,
            InstantSource clock,
            Consumer<Lane> lanes) {
        PriceBook book = new PriceBook(clock);
        Path folder = configuration.data().resolve("prices");
        List<String> ownTopics = new Topics(configuration.root(), configuration.gateway()).filters();
        for (PriceConfig price : money.prices()) {
            Path file = price.file().orElseGet(() -> folder.resolve(price.id() + ".csv"));
            book.add(price.id(), file, price.step(), price.factor());
            price.feed().ifPresent(feed -> {
                BrokerAddress broker = feed.broker();
                String clientId = "polymeter-" + configuration.gateway() + "-prices-" + price.id();
                lanes.accept(gateway.attend(
                        "prices " + price.id(),
                        MqttSource.of(broker, clientId, feed.topics(), ownTopics),
                        book.intake(price.id(), feed.form(), price.step(), configuration.zone())));
            });
        }
        return book;
    }
}
