package org.polymeter.gateway.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.adapter.FieldMapping;
import org.polymeter.gateway.adapter.MeterKeys;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.source.LineSettings;

/** One entry under {@code sources}. */
public sealed interface SourceConfig {

    Common common();

    default String id() {
        return common().id();
    }

    default Place where() {
        return common().where();
    }

    /** The same, as an archive knows it: of frames that another gateway has passed on it has no more than their bytes. */
    default SourceConfig forArchive() {
        return this;
    }

    /** The same, wherever it stands in the file. */
    default boolean isSame(SourceConfig other) {
        return at(Place.NOWHERE).equals(other.at(Place.NOWHERE));
    }

    /** The same, standing elsewhere. */
    SourceConfig at(Place where);

    /** The same, without what people say of its meters. */
    SourceConfig unlabelled();

    /** What people say of its meters: by the meter's channel or device, {@code ""} for the one of a wire. */
    Map<String, MeterLabel> labels();

    /** A wire that carries bytes. */
    sealed interface Wire extends SourceConfig {
        Decoding decoding();

        @Override
        default Map<String, MeterLabel> labels() {
            Map<String, MeterLabel> labels = new HashMap<>(Map.of("", decoding().meter()));
            decoding().submeters().forEach((channel, label) -> labels.put("" + channel, label));
            return labels;
        }
    }

    record Serial(Common common, Decoding decoding, String port, LineSettings line, Talk talk) implements Wire {
        @Override
        public SourceConfig at(Place where) {
            return new Serial(common.at(where), decoding, port, line, talk);
        }

        @Override
        public SourceConfig unlabelled() {
            return new Serial(common, decoding.unlabelled(), port, line, talk);
        }
    }

    /** A serial port whose line settings are found out. */
    record AutoSerial(Common common, Decoding decoding, String port) implements Wire {
        @Override
        public SourceConfig at(Place where) {
            return new AutoSerial(common.at(where), decoding, port);
        }

        @Override
        public SourceConfig unlabelled() {
            return new AutoSerial(common, decoding.unlabelled(), port);
        }
    }

    record Tcp(Common common, Decoding decoding, String host, int port, Talk talk) implements Wire {
        @Override
        public SourceConfig at(Place where) {
            return new Tcp(common.at(where), decoding, host, port, talk);
        }

        @Override
        public SourceConfig unlabelled() {
            return new Tcp(common, decoding.unlabelled(), host, port, talk);
        }
    }

    record CaptureFile(Common common, Decoding decoding, Path path) implements Wire {
        @Override
        public SourceConfig at(Place where) {
            return new CaptureFile(common.at(where), decoding, path);
        }

        @Override
        public SourceConfig unlabelled() {
            return new CaptureFile(common, decoding.unlabelled(), path);
        }
    }

    record Stdin(Common common, Decoding decoding) implements Wire {
        @Override
        public SourceConfig at(Place where) {
            return new Stdin(common.at(where), decoding);
        }

        @Override
        public SourceConfig unlabelled() {
            return new Stdin(common, decoding.unlabelled());
        }
    }

    /**
     * Devices that publish what they have decoded, and gateways that publish what they have not.
     *
     * @param units the unit of a device's own field, where it differs from the usual one
     * @param mapping what the fields of {@link Dialect#MAPPED} mean; empty for all others
     * @param keys of meters whose frames are passed on as they came
     * @param meters by device: the MQTT topic's level that names it, such as {@code gPlug10}
     * @param group of gateways that share the messages
     */
    record Mqtt(
            Common common,
            BrokerAddress broker,
            Dialect dialect,
            List<String> topics,
            Map<String, String> units,
            Optional<FieldMapping> mapping,
            MeterKeys keys,
            Map<String, MeterLabel> meters,
            Optional<String> group)
            implements SourceConfig {

        @Override
        public SourceConfig forArchive() {
            Decoding decoding =
                    new Decoding(Link.AUTO, Optional.empty(), true, keys.usual(), MeterLabel.NONE, Map.of());
            return dialect == Dialect.RAW ? new CaptureFile(common, decoding, Path.of("")) : this;
        }

        @Override
        public SourceConfig at(Place where) {
            return new Mqtt(common.at(where), broker, dialect, topics, units, mapping, keys, meters, group);
        }

        @Override
        public SourceConfig unlabelled() {
            return new Mqtt(common, broker, dialect, topics, units, mapping, keys, Map.of(), group);
        }

        @Override
        public Map<String, MeterLabel> labels() {
            return meters;
        }

        /** What reads its messages. */
        public Adapter adapter() {
            return mapping.map(Adapters::mapped)
                    .or(() -> Adapters.named(dialect.word(), units, keys))
                    .orElseThrow(() -> new IllegalStateException("no adapter for " + dialect));
        }

        /** How a gateway's source is known to the broker; in a group the others can tell. */
        public String clientId(String gateway) {
            return "polymeter-" + group.map(name -> name + "-").orElse("") + gateway + "-" + id();
        }

        public Mqtt {
            topics = List.copyOf(topics);
            units = Map.copyOf(units);
            meters = Collections.unmodifiableMap(new LinkedHashMap<>(meters));
        }
    }

    /**
     * What every source has.
     *
     * @param zone of the meters' wall clocks
     * @param ignoreMeterClock time is always the gateway's
     * @param ctRatio factor for powers, energies and currents; 1 without current transformers
     */
    record Common(String id, Place where, ZoneId zone, Raw raw, boolean ignoreMeterClock, BigDecimal ctRatio) {
        Common at(Place other) {
            return new Common(id, other, zone, raw, ignoreMeterClock, ctRatio);
        }
    }

    /**
     * How the bytes of a wire are understood.
     *
     * @param link how telegrams are cut out of the bytes
     * @param kind name of a meter kind that is not left to detection
     * @param keys of the meter, if it encrypts
     * @param meter the meter at the end of the wire
     * @param submeters by M-Bus channel: the meters that are read through it
     */
    record Decoding(
            Link link,
            Optional<String> kind,
            boolean checkChecksums,
            Keys keys,
            MeterLabel meter,
            Map<Integer, MeterLabel> submeters) {
        public Decoding {
            submeters = Map.copyOf(submeters);
        }

        Decoding unlabelled() {
            return new Decoding(link, kind, checkChecksums, keys, MeterLabel.NONE, Map.of());
        }
    }

    /**
     * What is said to a meter that does not speak by itself; what a dialogue does not have is empty
     * or 0.
     *
     * @param address of one of several meters on a line; empty for the only one
     * @param interval from one readout to the next
     * @param maxBaud the speed is not raised beyond
     * @param wakeUp whether the meter sleeps until it is woken
     */
    record Talk(Dialogue dialogue, String address, Duration interval, int maxBaud, boolean wakeUp) {

        /** The meter speaks by itself. */
        public static final Talk NONE = new Talk(Dialogue.NONE, "", Duration.ZERO, 0, false);
    }

    /** How a meter is spoken to. */
    enum Dialogue {
        NONE,
        IEC62056_21,
        TD3511,
        AMIS
    }

    /** Whose messages they are. */
    enum Dialect {
        TASMOTA,
        SMARTMETER_DATACOLLECTOR,
        WHATWATT,
        WHATWATT_FLAT,
        HOMEWIZARD,
        EVN_KAIFA,
        ESP_SMART_METER,
        AMSREADER,
        RL_DSP,
        /** A device that a {@link FieldMapping} describes. */
        MAPPED,
        /** No JSON: frames that another gateway passes on as received. */
        RAW;

        /** As the configuration says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether frames are published as received. */
    enum Raw {
        OFF,
        BYTES,
        JSON
    }
}
