package org.polymeter.gateway.cli;

import java.io.PrintWriter;
import java.util.OptionalInt;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.replay.Playback;
import org.polymeter.gateway.settings.SettingsFile;
import org.polymeter.gateway.sink.Sink;

/** For commands that start nothing. */
public final class NoLauncher implements Launcher {

    @Override
    public Running start(Configuration configuration, PrintWriter out) {
        throw new IllegalStateException("not asked for");
    }

    @Override
    public Running start(SettingsFile file, PrintWriter out) {
        throw new IllegalStateException("not asked for");
    }

    @Override
    public Running listen(Configuration configuration, Sink sink) {
        throw new IllegalStateException("not asked for");
    }

    @Override
    public Running replay(Configuration configuration, Playback playback, Sink sink) {
        throw new IllegalStateException("not asked for");
    }

    @Override
    public Running demo(Sink sink) {
        throw new IllegalStateException("not asked for");
    }

    @Override
    public Running demo(OptionalInt brokerPort, PrintWriter out) {
        throw new IllegalStateException("not asked for");
    }
}
