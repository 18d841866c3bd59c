package org.polymeter.gateway.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.adapter.PriceMessage;
import org.polymeter.gateway.mqtt.BrokerAddress;

/**
 * A series of prices.
 *
 * @param step how long a price holds
 * @param factor what makes prices of a kWh of those that are told
 * @param file where they are; empty: where the program keeps what the broker tells
 * @param feed whose messages tell them; empty: nobody's
 */
public record PriceConfig(
        Place where, String id, Duration step, BigDecimal factor, Optional<Path> file, Optional<Feed> feed) {

    /** The same, wherever it stands in the file. */
    public PriceConfig anywhere() {
        return new PriceConfig(Place.NOWHERE, id, step, factor, file, feed);
    }

    /** What is subscribed to, and how prices are written there. */
    public record Feed(BrokerAddress broker, List<String> topics, PriceMessage.Form form) {
        public Feed {
            topics = List.copyOf(topics);
        }
    }
}
