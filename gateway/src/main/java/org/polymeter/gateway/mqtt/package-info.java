/** What the MQTT source, the MQTT sink and the embedded broker share. */
@NullMarked
package org.polymeter.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
