package org.polymeter.gateway.config;

import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.influx.InfluxSettings;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.post.PostSettings;
import org.polymeter.gateway.tls.Identity;

/** One entry under {@code outputs}. */
public sealed interface OutputConfig {

    Place where();

    /** The same, wherever it stands in the file. */
    default boolean isSame(OutputConfig other) {
        return at(Place.NOWHERE).equals(other.at(Place.NOWHERE));
    }

    /** The same, standing elsewhere. */
    OutputConfig at(Place where);

    /**
     * A broker inside this program, and publishing to it.
     *
     * @param bind address of the network interface it listens on
     */
    record EmbeddedBroker(Place where, String bind, int port, HomeAssistantConfig homeAssistant)
            implements OutputConfig {
        @Override
        public OutputConfig at(Place where) {
            return new EmbeddedBroker(where, bind, port, homeAssistant);
        }
    }

    /** Publishing to somebody else's broker. */
    record Mqtt(Place where, BrokerAddress broker, Wording wording) implements OutputConfig {
        @Override
        public OutputConfig at(Place where) {
            return new Mqtt(where, broker, wording);
        }
    }

    /** Storing readings in a database. */
    record InfluxDb(Place where, InfluxSettings settings) implements OutputConfig {
        @Override
        public OutputConfig at(Place where) {
            return new InfluxDb(where, settings);
        }
    }

    /** Sending readings and events to a URL. */
    record HttpPost(Place where, PostSettings settings) implements OutputConfig {
        @Override
        public OutputConfig at(Place where) {
            return new HttpPost(where, settings);
        }
    }

    /**
     * Serving what is known by HTTP.
     *
     * @param bind address of the network interface it listens on
     * @param hosts further names of this machine that browsers may call it by
     * @param announce whether others in the network are told of it, by mDNS, if they can reach it
     * @param guest whether everybody who can reach it may read
     * @param tls empty: plain HTTP
     * @param espSmartMeter the meter that is shown as that firmware does, too
     */
    record Http(
            Place where,
            String bind,
            int port,
            Set<String> hosts,
            boolean announce,
            boolean guest,
            Optional<Tls> tls,
            Optional<EspSmartMeter> espSmartMeter)
            implements OutputConfig {

        /** The port if the file does not say. */
        public static final int DEFAULT_PORT = 8080;

        public Http {
            hosts = Set.copyOf(hosts);
        }

        @Override
        public OutputConfig at(Place where) {
            return new Http(
                    where,
                    bind,
                    port,
                    hosts,
                    announce,
                    guest,
                    tls,
                    espSmartMeter.map(esp -> new EspSmartMeter(where, esp.meter(), esp.layout())));
        }
    }

    /**
     * Serving by HTTPS.
     *
     * @param own the certificate; empty: one that the program makes
     */
    record Tls(Optional<Identity.Own> own) {}

    /**
     * One meter in the words of esp-smart-meter.
     *
     * @param layout 1 or 2
     */
    record EspSmartMeter(Place where, String meter, int layout) {}

    record Console(Place where, Format format) implements OutputConfig {
        @Override
        public OutputConfig at(Place where) {
            return new Console(where, format);
        }
    }

    enum Format {
        TABLE,
        JSON
    }
}
