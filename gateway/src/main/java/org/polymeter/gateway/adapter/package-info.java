/**
 * Boxes that have decoded a meter already and speak JSON over MQTT. What they say becomes a {@link
 * org.polymeter.codec.observation.Telegram}, as if a meter had said it. Knows no source and no sink.
 */
@NullMarked
package org.polymeter.gateway.adapter;

import org.jspecify.annotations.NullMarked;
