package org.polymeter.gateway.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.polymeter.gateway.mqtt.BrokerAddress;

/** Two connections of one client id to one broker would drive each other out for ever. */
final class ClientIds {

    private final Set<List<Object>> taken = new HashSet<>();

    void check(Section section, OutputConfig output) {
        if (output instanceof OutputConfig.Mqtt mqtt && !taken.add(connection(mqtt.broker(), mqtt.wording()))) {
            section.problem(
                    section.what() + " and one before it connect to the same broker under one client id – give one of"
                            + " them a 'client-id' of its own");
        }
    }

    /** What names no client id gets one that is made from its format. */
    private static List<Object> connection(BrokerAddress broker, Wording wording) {
        return List.of(
                broker.host(), broker.port(), broker.clientId().isPresent() ? broker.clientId() : wording.getClass());
    }
}
