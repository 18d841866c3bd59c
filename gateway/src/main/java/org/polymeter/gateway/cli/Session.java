package org.polymeter.gateway.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.polymeter.gateway.cli.Launcher.Running;

/** Keeps something running until its time is up, it ends by itself, or the user presses Ctrl-C. */
final class Session {

    static final Duration FOREVER = Duration.ofDays(36_500);

    private Session() {}

    static void run(Running running, Duration atMost, PrintWriter out) throws InterruptedException {
        Thread hook = new Thread(() -> stop(running, out), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            running.await(atMost);
        } finally {
            forget(hook);
            running.close();
        }
    }

    /** Ctrl-C is how this program is meant to be ended: that is no failure, so the exit code is 0. */
    private static void stop(Running running, PrintWriter out) {
        running.close();
        out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void forget(Thread hook) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            hook.join(); // which halts
        }
    }
}
