package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Optional;
import org.polymeter.codec.reading.Quantity;

/**
 * What the messages of some device mean, as its owner says it (docs/operating.md, Any other device).
 *
 * @param topics MQTT filters; <code>{id}</code> stands for the level that names the device
 * @param identity path of the meter's serial number; empty if it is not in the message
 * @param time where the messages say when they were made; empty: they do not
 * @param values what is read
 */
public record FieldMapping(List<String> topics, Optional<String> identity, Optional<Time> time, List<Value> values) {

    /** Characters of a path. */
    public static final int LONGEST_PATH = Paths.LONGEST;

    /** How a time is written. */
    public enum TimeFormat {
        /** Seconds since 1970; 13 digits are milliseconds. */
        EPOCH,
        /** {@code 2026-07-01T14:49:11+02:00}. */
        ISO,
        /** The same on the wall clock of the source's zone; an offset, if any, is not believed. */
        ISO_LOCAL
    }

    /** Path and format of a time. */
    public record Time(String path, TimeFormat format) {}

    /**
     * One field.
     *
     * @param path JSON members joined by dots, or the topic's levels under the closing wildcard
     * @param unit of the number sent; empty where the quantity has none
     * @param when path of the time at which the value was true; empty: the message's
     */
    public record Value(String path, Quantity quantity, String unit, Optional<String> when) {}

    public FieldMapping {
        topics = List.copyOf(topics);
        values = List.copyOf(values);
    }

    /** The same fields on other topics. */
    public FieldMapping on(List<String> others) {
        return new FieldMapping(others, identity, time, values);
    }

    /** What a broker is asked for. */
    public List<String> filters() {
        return topics.stream().map(topic -> new TopicPattern(topic).filter()).toList();
    }

    /** The filter of a topic as written here: the level that names the device is any level. */
    public static String filter(String topic) {
        return new TopicPattern(topic).filter();
    }
}
