package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalInt;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.replay.Playback;
import org.polymeter.gateway.settings.SettingsFile;
import org.polymeter.gateway.sink.Sink;

/** What the commands start. The wiring of the program implements it. */
public interface Launcher {

    /** Starts a gateway and returns at once. */
    Running start(Configuration configuration, PrintWriter out) throws IOException;

    /** The same, and goes along with the file whenever it changes. */
    Running start(SettingsFile file, PrintWriter out) throws IOException;

    /**
     * Starts a gateway with simulated meters and returns at once.
     *
     * @param brokerPort of the embedded broker; empty: the usual one, or a free one if it is taken
     */
    Running demo(OptionalInt brokerPort, PrintWriter out) throws IOException;

    /** Starts a gateway that tells nobody but {@code sink}, and remembers nothing; returns at once. */
    Running listen(Configuration configuration, Sink sink) throws IOException;

    /** The same with an archive in the place of the sources' wires, and its time. */
    Running replay(Configuration configuration, Playback playback, Sink sink) throws IOException;

    /** The same with simulated meters. */
    Running demo(Sink sink) throws IOException;

    /** A gateway that works until it is closed. */
    interface Running extends AutoCloseable {

        /** Waits; true if it ended by itself, as when all captures have been read. */
        boolean await(Duration atMost) throws InterruptedException;

        /** Ends it cleanly; a second call does nothing. */
        @Override
        void close();
    }
}
