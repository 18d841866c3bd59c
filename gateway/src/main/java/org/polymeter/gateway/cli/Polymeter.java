package org.polymeter.gateway.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code polymeter}: the commands there are. */
@Command(
        name = "polymeter",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Reads smart meters of many kinds and publishes their values in one vocabulary.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "See it work, without a meter and without a broker:",
            "",
            "  polymeter demo",
            "",
            "Play a meter that you do not have yet:",
            "",
            "  polymeter simulate sml --port 2001",
            "",
            "Find out what a meter speaks, and how its line is set:",
            "",
            "  polymeter detect /dev/ttyUSB0",
            "",
            "Read what it says, from a file with what came out of its port:",
            "",
            "  polymeter decode capture.bin",
            "",
            "Find out whether a key opens what an encrypting meter says:",
            "",
            "  polymeter key-check capture.bin --key-file keys.txt",
            "",
            "Report what the ports of meters deliver, against what they should:",
            "",
            "  polymeter plugtest --demo",
            "",
            "Play what meters have sent once more:",
            "",
            "  polymeter replay --speed 60x",
            "",
            "Give it away, without serial numbers:",
            "",
            "  polymeter bundle problem.zip --since 1h",
            "",
            "Publish it, as polymeter.yaml says (polymeter.example.yaml shows all there is):",
            "",
            "  polymeter run -c polymeter.yaml",
            "",
            "Set the password of its web app, on a machine without a browser:",
            "",
            "  polymeter password",
            "",
            "Have what it kept as a table:",
            "",
            "  polymeter export --period year --resolution day -o year.csv",
            "",
            "Take all that it remembers to another machine:",
            "",
            "  polymeter backup cellar.zip",
            ""
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "Options:%n",
        footer = {
            "",
            "Each command explains itself: polymeter decode --help",
            "Exit code 0 is success, 1 a failure, 2 a wrong command line or configuration."
        })
public final class Polymeter implements Callable<Integer> {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Polymeter() {}

    /** The command line, ready to {@code execute}. */
    public static CommandLine of(Launcher launcher, PrintWriter out, PrintWriter err) {
        CommandLine commands = new CommandLine(new Polymeter())
                .addSubcommand(new RunCommand(launcher))
                .addSubcommand(new PasswordCommand())
                .addSubcommand(new DemoCommand(launcher))
                .addSubcommand(new SimulateCommand())
                .addSubcommand(new DetectCommand())
                .addSubcommand(new DecodeCommand())
                .addSubcommand(new KeyCheckCommand())
                .addSubcommand(new ImportCommand(launcher))
                .addSubcommand(new ExportCommand())
                .addSubcommand(new BackupCommand())
                .addSubcommand(new RestoreCommand())
                .addSubcommand(new PlugtestCommand(launcher))
                .addSubcommand(new ReplayCommand(launcher))
                .addSubcommand(new BundleCommand())
                .addSubcommand(new RehearseCommand());
        return commands.setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(hint())
                .setExecutionExceptionHandler(sentence());
    }

    /** No command was given. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return MISUSED;
    }

    /** A page of help would hide the one line that matters. */
    private static IParameterExceptionHandler hint() {
        return (ParameterException e, String[] args) -> {
            CommandLine command = e.getCommandLine();
            PrintWriter err = command.getErr();
            String name = command.getCommandSpec().qualifiedName();
            err.println(name + ": " + message(e));
            if (!isKeyInPieces(e)) {
                UnmatchedArgumentException.printSuggestions(e, err);
            }
            err.println("Try '" + name + " --help'.");
            err.flush();
            return MISUSED;
        };
    }

    private static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !e.getCommandLine().getSubcommands().isEmpty()
                && !unmatched.isUnknownOption()) {
            return "there is no command '" + unmatched.getUnmatched().get(0) + "'";
        }
        if (isKeyInPieces(e)) {
            return "a key with blanks in it has to stand in quotes";
        }
        return String.valueOf(e.getMessage());
    }

    /** Pieces of a key are not repeated. */
    private static boolean isKeyInPieces(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().stream().anyMatch(word -> word.matches("[0-9A-Fa-f]{2,32}"));
    }

    private static IExecutionExceptionHandler sentence() {
        return (Exception e, CommandLine command, CommandLine.ParseResult result) -> {
            if (e instanceof RuntimeException bug) {
                throw bug;
            }
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
            command.getErr().flush();
            return FAILED;
        };
    }
}
