package org.polymeter.gateway.detect;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.source.LineSettings;
import org.polymeter.gateway.source.SerialLine;

/** A wire whose line settings can be changed while it is listened to. */
public interface TunablePort extends AutoCloseable {

    /** Listens with these settings from now on; what came before is gone. */
    void tune(LineSettings line) throws IOException;

    /** Waits for bytes, for a fraction of a second; 0 if none came. */
    int read(byte[] buffer) throws IOException;

    @Override
    void close();

    /** A serial port of this computer. */
    static TunablePort serial(String port) {
        return new TunablePort() {
            private Optional<SerialLine> open = Optional.empty();

            @Override
            public void tune(LineSettings line) throws IOException {
                close();
                open = Optional.of(SerialLine.open(port, line));
            }

            @Override
            public int read(byte[] buffer) throws IOException {
                @Nullable SerialLine line = open.orElse(null);
                if (line == null) {
                    throw new IllegalStateException("tune first");
                }
                return line.read(buffer);
            }

            @Override
            public void close() {
                open.ifPresent(SerialLine::close);
                open = Optional.empty();
            }
        };
    }
}
