package org.polymeter.gateway.cli;

import java.io.Console;

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
}
