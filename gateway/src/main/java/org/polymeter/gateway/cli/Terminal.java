package org.polymeter.gateway.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whether people look at the output as it comes. */
final class Terminal {

    private Terminal() {}

    /** From Java 22 on there is a console even where there is no terminal, but it knows. */
    @SuppressWarnings("SystemConsoleNull") // where Java 21 runs it is the answer
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) { // Java 21: a console is a terminal
            return true;
        }
    }

    /** How wide it is now; so wide that it does not matter if nobody knows. */
    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
            return columns > 0 ? columns : Integer.MAX_VALUE;
        } catch (IOException | NumberFormatException e) { // no stty here
            return Integer.MAX_VALUE;
        }
    }
}
