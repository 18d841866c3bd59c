package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.polymeter.codec.KeyDoctor;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.security.KeyText;
import org.polymeter.gateway.capture.Contents;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter key-check}. */
@Command(
        name = "key-check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Say whether a key opens a capture, and what is wrong if not.",
        description = {
            "",
            "Many meters encrypt. Their grid operator hands out the keys, on paper, by mail or in a portal:",
            "",
            "  encryption key       GUEK, EK, GPK60, CII key, P1 key,",
            "                       Kundenschnittstellen-Schlüssel",
            "  authentication key   GAK, AK, GPK61; many meters have none.",
            "                       That of Luxembourg is built in",
            "",
            "A key has 32 hex digits; case, blanks, colons and dashes make no difference. Give all that is on the"
                    + " letter: every key is tried in every role, so swapped ones are recognised, too.",
            "",
            "What it says is proven, by the tag of a telegram or by a text that makes sense to its last byte. A"
                    + " wrong digit cannot be told from the key of another meter. Keys are never printed or stored.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter key-check house.bin                 which keys does it need?",
            "  polymeter key-check --key-file keys.txt house.bin",
            "  polymeter key-check --key 36C66639… --auth-key D0D1D2D3… house.bin",
            "",
            "Record house.bin as 'polymeter decode --help' tells; 15 seconds are enough for most meters.",
            "",
            "Exit code 0: it can be read with the keys as given. 1: it cannot. 2: wrong command line."
        })
final class KeyCheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A capture, as for 'decode'; '-' is the standard input.")
    private String file = "";

    @Option(names = "--key", paramLabel = "HEX", description = "A key; may be repeated.")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--auth-key", paramLabel = "HEX", description = "An authentication key; may be repeated.")
    private List<String> authKeys = new ArrayList<>();

    @Option(names = "--key-file", paramLabel = "FILE", description = "A file with keys, one a line, of either role.")
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "WHAT",
            description = "What the capture is, if it does not show: ${COMPLETION-CANDIDATES} (default: auto).",
            completionCandidates = Links.class)
    private String as = Link.AUTO.word();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<String> problems = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Link link = Link.named(as)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "--as is '" + as + "'; expected " + String.join(", ", Links.words())));
        List<String> given = new ArrayList<>(keys);
        if (keyFile.isPresent()) {
            given.addAll(lines(keyFile.get()));
        }
        List<byte[]> encryption = read(given, "key");
        List<byte[]> authentication = read(authKeys, "authentication key");
        byte[] capture = Contents.of(file, () -> DecodeCommand.open(file));
        boolean noneUsable = encryption.isEmpty() && authentication.isEmpty() && !problems.isEmpty();
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach(out::println);
        if (noneUsable) {
            out.flush();
            return Polymeter.FAILED;
        }
        Diagnosis diagnosis = KeyDoctor.examine(MeterStream.Options.of(link), capture, encryption, authentication);
        out.println(file + ": " + diagnosis.finding());
        diagnosis.advice().forEach(advice -> out.println("  " + advice));
        out.flush();
        return diagnosis.isGood() && problems.isEmpty() ? Polymeter.OK : Polymeter.FAILED;
    }

    private List<String> lines(Path path) {
        try {
            return KeyFile.lines(path);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--key-file: there is no file " + path, e);
        } catch (IOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--key-file: " + e.getMessage(), e);
        }
    }

    /** What can be read of them; the rest becomes problems, and remarks are made. */
    private List<byte[]> read(List<String> texts, String role) {
        List<byte[]> read = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String name = texts.size() == 1 ? "The " + role : "The " + role + " number " + (i + 1);
            KeyText text = KeyText.of(texts.get(i));
            text.key().ifPresent(read::add);
            if (!text.remark().isEmpty()) {
                spec.commandLine().getErr().println(name + ": " + text.remark() + ".");
                spec.commandLine().getErr().flush();
            }
            if (!text.problem().isEmpty()) {
                problems.add(name + " cannot be right: " + text.problem() + ".");
            }
        }
        return read;
    }

    /** For the help. */
    static final class Links implements Iterable<String> {

        static List<String> words() {
            return java.util.Arrays.stream(Link.values()).map(Link::word).toList();
        }

        @Override
        public java.util.Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
