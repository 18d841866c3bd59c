package org.polymeter.gateway.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.polymeter.gateway.access.OwnerPassword;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.HostName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code polymeter password}. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Set the password of the web app, on a machine without a browser.",
        description = {
            "",
            "As long as there is no password, an output of type http answers this machine alone, and nothing can be"
                    + " changed there. With one, it listens where its 'bind' says. A gateway that is running takes it up"
                    + " within seconds; all browsers have to sign in anew. Tokens of programs stay.",
            "",
            "You are asked for it twice, and do not see it. From a pipe, its first line is the password.",
            "",
            "Run it as the user that the gateway runs as. Only a hash is kept, in 'access.json' of the data folder.",
            ""
        },
        optionListHeading = "Options:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter password                            with polymeter.yaml in this folder",
            "  polymeter password -c /etc/polymeter.yaml",
            "  sudo -u polymeter polymeter password --data /var/lib/polymeter",
            "  polymeter password --reset                    it is forgotten: begin anew"
        })
final class PasswordCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "polymeter.yaml",
            description = "The configuration, which says where the data folder is (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("polymeter.yaml");

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder, instead of a configuration.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--reset",
            description =
                    "Forget the password and all tokens. A gateway that is running answers this machine alone from"
                            + " then on; started anew, it prints a link for the first password again.")
    private boolean reset;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InputStream piped;

    PasswordCommand() {
        this(System.in);
    }

    /** {@code piped}: where the password comes from if no terminal is there. */
    PasswordCommand(InputStream piped) {
        this.piped = piped;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = data.isPresent() ? data.get() : folder();
        if (reset) {
            OwnerPassword.reset(folder);
            out.println("The password and all tokens are forgotten.");
            out.flush();
            return Polymeter.OK;
        }
        String password = read();
        Optional<String> objection = OwnerPassword.objection(password);
        if (objection.isPresent()) {
            throw new IOException(objection.get());
        }
        OwnerPassword.set(folder, password);
        out.println("The password is set. A gateway that is running takes it up within seconds.");
        out.flush();
        return Polymeter.OK;
    }

    private Path folder() {
        try {
            return new ConfigReader(System.getenv(), Set.of(), HostName.ofThisMachine())
                    .read(file)
                    .data();
        } catch (ConfigException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "cannot tell from " + file + " where the data folder is: "
                            + e.problems().getFirst() + " – or name it by --data",
                    e);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // where Java 21 runs it is the answer
    private String read() throws IOException {
        Console console = System.console();
        if (console != null && Terminal.isInteractive()) {
            return ask(console);
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(piped, StandardCharsets.UTF_8));
        return Optional.ofNullable(lines.readLine())
                .orElseThrow(() -> new IOException("there is no password in the standard input"));
    }

    private static String ask(Console console) throws IOException {
        char[] first = console.readPassword("New password: ");
        char[] again = console.readPassword("Once more: ");
        if (first == null || again == null) {
            throw new IOException("nothing is changed");
        }
        try {
            if (!Arrays.equals(first, again)) {
                throw new IOException("these were two different passwords; nothing is changed");
            }
            return new String(first);
        } finally {
            Arrays.fill(first, '\0');
            Arrays.fill(again, '\0');
        }
    }
}
