package org.polymeter.gateway.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.polymeter.codec.security.KeyText;
import org.polymeter.codec.security.Keys;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The keys of a meter, on the command line. */
final class KeyOptions {

    @Option(
            names = "--key",
            paramLabel = "HEX",
            converter = KeyWord.class,
            description = {
                "The key of the meter, if it encrypts (GUEK, EK, GPK60, CII key …): 32 hex digits, in quotes if there"
                        + " are blanks. It stays in the history of your shell; --key-file does not."
            })
    private Optional<KeyText> key = Optional.empty();

    @Option(
            names = "--auth-key",
            paramLabel = "HEX",
            converter = KeyWord.class,
            description = "The authentication key, if there is one (GAK, AK, GPK61 …): it proves that nobody changed a"
                    + " telegram. That of Luxembourg is known.")
    private Optional<KeyText> authKey = Optional.empty();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file whose first line is the key; a second is the authentication key.")
    private Optional<Path> file = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** The keys that were given. */
    Keys keys() {
        if (file.isPresent() && key.isPresent()) {
            throw misuse("give --key or --key-file, not both");
        }
        Optional<KeyText> encryption = key.isPresent() ? key : line(0);
        Optional<KeyText> authentication = authKey.isPresent() ? authKey : line(1);
        if (authentication.isPresent() && encryption.isEmpty()) {
            throw misuse("--auth-key alone opens nothing: give --key, too");
        }
        encryption.ifPresent(text -> remark(key.isPresent() ? "--key" : "--key-file", text));
        authentication.ifPresent(text -> remark(authKey.isPresent() ? "--auth-key" : "--key-file", text));
        Keys keys = encryption.flatMap(KeyText::key).map(Keys::of).orElse(Keys.NONE);
        return authentication
                .flatMap(KeyText::key)
                .map(keys::withAuthentication)
                .orElse(keys);
    }

    private void remark(String option, KeyText text) {
        if (!text.remark().isEmpty()) {
            spec.commandLine().getErr().println("polymeter: " + option + ": " + text.remark());
            spec.commandLine().getErr().flush();
        }
    }

    private Optional<KeyText> line(int number) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return KeyFile.lines(file.get()).stream().skip(number).findFirst().map(this::read);
        } catch (NoSuchFileException e) {
            throw misuse("--key-file: there is no file " + file.get());
        } catch (IOException e) {
            throw misuse("--key-file: " + e.getMessage());
        }
    }

    private KeyText read(String line) {
        KeyText text = KeyText.of(line);
        if (!text.problem().isEmpty()) {
            throw misuse("--key-file: " + text.problem());
        }
        return text;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
