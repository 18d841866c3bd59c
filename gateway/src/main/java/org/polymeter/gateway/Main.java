package org.polymeter.gateway;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.polymeter.gateway.cli.Polymeter;

/** Picks a command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        logInLines();
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        int exitCode =
                Polymeter.of(new Wiring(InstantSource.system()), out, err).execute(args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** One line per record, unless whoever starts the program has other wishes. */
    private static void logInLines() {
        String key = "java.util.logging.SimpleFormatter.format";
        if (System.getProperty(key) == null) {
            System.setProperty(key, "%1$tF %1$tT %4$s %5$s%6$s%n");
        }
    }

    /** Whatever the terminal's locale: JSON is UTF-8, and all else may hold a degree sign. */
    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8));
    }
}
