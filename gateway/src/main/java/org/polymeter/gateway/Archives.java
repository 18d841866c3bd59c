package org.polymeter.gateway;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.polymeter.gateway.archive.Archive;
import org.polymeter.gateway.config.ArchiveConfig;
import org.polymeter.gateway.config.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the configuration to the archive. */
final class Archives {

    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    private Archives() {}

    /** Empty if none is wanted, or there can be none: that costs nothing else. */
    static Optional<Archive> open(Configuration configuration, InstantSource clock) {
        ArchiveConfig bounds = configuration.archive();
        if (bounds.frames().largest() == 0 && bounds.rejects().largest() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Archive.open(configuration.archiveFolder(), bounds.frames(), bounds.rejects(), clock));
        } catch (IOException e) {
            LOG.warn("cannot keep frames as they came: {}; is the folder of 'data' writable?", e.toString());
            return Optional.empty();
        }
    }
}
