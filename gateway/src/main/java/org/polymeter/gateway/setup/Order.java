package org.polymeter.gateway.setup;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.source.LineSettings;

/**
 * What somebody wants to be listened to, and what is known of it.
 *
 * @param lines settings to try first
 * @param dialogue how the meter has to be asked, if it does not speak by itself
 * @param zone of the meter's clock
 */
record Order(Where where, List<LineSettings> lines, Optional<String> dialogue, ZoneId zone, Keys keys) {

    Order {
        lines = List.copyOf(lines);
    }
}
