package org.polymeter.gateway.health;

import java.util.Optional;
import org.polymeter.gateway.flow.OutputState;
import org.polymeter.gateway.flow.OutputState.Phase;

/**
 * Whether an output is well.
 *
 * @param kind of the configuration: {@code broker mqtt influxdb http-post http console}; {@code history}
 * @param where without passwords
 * @param format of what is published by MQTT; empty elsewhere
 */
record OutputHealth(OutputState state, String kind, String where, String format, Optional<Trouble> trouble) {

    static OutputHealth of(OutputState state) {
        String words = state.words();
        String kind = first(state.name().filter(name -> !name.equals("history")).orElse(words));
        String where = words.substring(Math.min(words.length(), first(words).length() + 1));
        String format = kind.equals("mqtt") || kind.equals("broker")
                ? state.name()
                        .filter(name -> kind.equals("mqtt"))
                        .map(OutputHealth::last)
                        .orElse("profile")
                : "";
        return new OutputHealth(state, kind, where, format, trouble(state));
    }

    private static Optional<Trouble> trouble(OutputState state) {
        if (state.phase() == Phase.FAILING) {
            return state.failure().map(Complaints::of);
        }
        return state.dropped() > 0 ? Optional.of(Complaints.dropped(state.dropped())) : Optional.empty();
    }

    private static String first(String words) {
        return words.split(" ", 2)[0];
    }

    private static String last(String words) {
        return words.substring(words.lastIndexOf(' ') + 1);
    }
}
