package org.polymeter.gateway.config;

import java.time.Duration;
import org.polymeter.gateway.archive.Bounds;

/**
 * How much is kept of frames as they came.
 *
 * @param frames of those that could be used
 * @param rejects of those that could not
 */
public record ArchiveConfig(Bounds frames, Bounds rejects) {

    static final ArchiveConfig USUAL =
            new ArchiveConfig(new Bounds(64_000_000, Duration.ofDays(7)), new Bounds(16_000_000, Duration.ofDays(90)));

    static final ArchiveConfig NONE = new ArchiveConfig(new Bounds(0, Duration.ZERO), new Bounds(0, Duration.ZERO));
}
