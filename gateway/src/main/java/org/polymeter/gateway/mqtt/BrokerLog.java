package org.polymeter.gateway.mqtt;

import java.io.IOException;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the embedded broker may say in our log. Moquette calls it severe, with a page of stack trace,
 * when a client goes without a goodbye; that is what clients do.
 */
final class BrokerLog extends Handler {

    /** Held here, for a logger that nobody holds forgets what it was told. */
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("io.moquette"), Logger.getLogger("io.netty"));

    private BrokerLog() {}

    /** Once per program; a level that somebody chose stays. */
    static synchronized void calm() {
        for (Logger logger : TALKATIVE) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.WARNING);
                logger.setUseParentHandlers(false);
                logger.addHandler(new BrokerLog());
            }
        }
    }

    @Override
    public void publish(LogRecord said) {
        if (!isAboutLostClient(said.getThrown(), String.valueOf(said.getMessage()))) {
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                handler.publish(said);
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    private static boolean isAboutLostClient(@Nullable Throwable thrown, String message) {
        return thrown instanceof IOException
                || (thrown != null && thrown.getClass().getName().endsWith("SessionCorruptedException"))
                || message.contains("already closed connection");
    }
}
