package org.polymeter.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.security.KeyText;
import org.polymeter.codec.security.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the keys of a meter, under our words or those of grid operators, each in the file itself or,
 * better, in a file of its own ({@code key-file}). A bad key is not shown.
 */
final class KeyReader {

    private static final Logger LOG = LoggerFactory.getLogger(KeyReader.class);

    private static final List<String> ENCRYPTION = List.of("key", "guek", "ek", "gpk60");
    private static final List<String> AUTHENTICATION = List.of("auth-key", "gak", "ak", "gpk61");

    private KeyReader() {}

    static Keys read(Section section) {
        Optional<byte[]> encryption = key(section, ENCRYPTION);
        Optional<byte[]> authentication = key(section, AUTHENTICATION);
        if (encryption.isEmpty() && given(section, ENCRYPTION).isEmpty()) {
            given(section, AUTHENTICATION).stream()
                    .findFirst()
                    .ifPresent(word -> section.secretProblem(
                            word, "'" + word + "' alone opens nothing – give the encryption key, too: 'key'"));
        }
        Keys keys = encryption.map(Keys::of).orElse(Keys.NONE);
        return authentication.map(keys::withAuthentication).orElse(keys);
    }

    private static Optional<byte[]> key(Section section, List<String> words) {
        section.has(words.getFirst()); // the others are understood, but not suggested
        section.has(words.getFirst() + "-file");
        List<String> given = given(section, words);
        if (given.size() > 1 && !isPairOfFile(given)) {
            section.secretProblem(
                    given.get(1),
                    section.what() + " has both '" + given.get(0) + "' and '" + given.get(1) + "' – keep one");
        }
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String word = given.getFirst();
        String stem = word.endsWith("-file") ? word.substring(0, word.length() - "-file".length()) : word;
        Optional<KeyText> text = SecretReader.read(section, stem).map(KeyText::of);
        text.filter(key -> !key.problem().isEmpty())
                .ifPresent(key ->
                        section.secretProblem(word, "'" + word + "' of " + section.what() + ": " + key.problem()));
        text.filter(key -> !key.remark().isEmpty())
                .ifPresent(key -> LOG.warn("'{}' of {}: {}", word, section.what(), key.remark()));
        return text.flatMap(KeyText::key);
    }

    /** {@code key} and {@code key-file}, of which {@link SecretReader} complains. */
    private static boolean isPairOfFile(List<String> given) {
        return given.size() == 2 && given.get(1).equals(given.get(0) + "-file");
    }

    private static List<String> given(Section section, List<String> words) {
        List<String> given = new ArrayList<>();
        for (String word : words) {
            for (String key : List.of(word, word + "-file")) {
                if (section.keys().contains(key)) {
                    given.add(key);
                }
            }
        }
        return given;
    }
}
