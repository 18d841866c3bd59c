package org.polymeter.gateway.consumers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the documents tell people to paste: tests run it from there, so that it cannot rot. */
public final class Snippets {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^(#+ [^\n]*)$|^```([\\w-]*)\n(.*?)^```$");

    private Snippets() {}

    /**
     * All blocks of a page in one language, in order.
     *
     * @param page from the root of the repository: {@code docs/consumers/node-red.md}
     * @param language as behind the fence: {@code yaml}, {@code sh}
     */
    public static List<String> of(String page, String language) {
        return found(page, language, "");
    }

    /** The one block in that language under that heading, which is given without its {@code #}. */
    public static String of(String page, String heading, String language) {
        List<String> found = found(page, language, heading);
        if (found.size() != 1) {
            throw new AssertionError(
                    page + " has " + found.size() + " blocks of " + language + " under '" + heading + "', not one");
        }
        return found.getFirst();
    }

    /** A file of the repository; tests start in the module's folder or in the root. */
    public static Path file(String name) {
        Path here = Path.of(name);
        return Files.exists(here) ? here : Path.of("..").resolve(name);
    }

    /** {@code wanted}: a heading, empty for all of the page. */
    private static List<String> found(String page, String language, String wanted) {
        List<String> found = new ArrayList<>();
        String heading = "";
        Matcher block = BLOCK.matcher(text(page));
        while (block.find()) {
            if (block.group(1) != null) {
                heading = block.group(1).replaceFirst("^#+ ", "");
            } else if (block.group(2).equals(language) && (wanted.isEmpty() || wanted.equals(heading))) {
                found.add(block.group(3));
            }
        }
        return found;
    }

    private static String text(String page) {
        try {
            return Files.readString(file(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
