package org.polymeter.gateway.compat;

import java.time.Duration;
import java.util.List;
import org.polymeter.gateway.mqtt.Delivery;

/** How messages of other formats are sent: at least once, without properties of ours. */
final class Sending {

    static final Delivery JSON = of(false, "application/json", true);
    static final Delivery TEXT = of(false, "text/plain", true);
    static final Delivery BYTES = of(false, "application/octet-stream", false);
    static final Delivery KEPT_JSON = of(true, "application/json", true);
    static final Delivery KEPT_TEXT = of(true, "text/plain", true);

    private Sending() {}

    private static Delivery of(boolean retained, String contentType, boolean text) {
        return new Delivery(1, retained, contentType, text, List.of(), Duration.ZERO);
    }
}
