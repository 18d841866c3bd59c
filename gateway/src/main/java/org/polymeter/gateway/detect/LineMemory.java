package org.polymeter.gateway.detect;

import java.util.Optional;
import org.polymeter.gateway.source.LineSettings;

/** Remembers how the lines of sources were found to be set. */
public interface LineMemory {

    Optional<LineSettings> of(String source);

    void remember(String source, LineSettings line);
}
