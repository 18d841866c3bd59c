package org.polymeter.codec.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.polymeter.codec.kind.Correction.StatusBits;
import org.polymeter.codec.kind.MeterKind.Status;
import org.polymeter.codec.observation.ListLayout;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;

/**
 * Reads a {@code .meter} file. A line is a word and its arguments, {@code #} begins a comment:
 *
 * <pre>
 * title   Landis+Gyr E450
 * status  verified                  # or documented, assumed
 * source  captures of four operators
 * match   link CEFF03               # all conditions of a line hold; one line suffices
 * include units                     # lines of another file; later lines override earlier ones
 * scale   1-*:31|51|71.7.0  0.01 A  # what a bare number means: times a power of ten, and a unit
 * proof   V41 ch-e450-gbt-rwb       # names of captures that show it
 * unsigned 1-0:16.7.0 3           # sent as signed, and is not, if it has at most so many bytes
 * means   1-0:1.7.1 1-0:16.7.0    # what a code stands for
 * means   1-0:15.7.0 1-0:16.7.0 minus status 1-0:1.8.0 20  # negative if these bits are set
 * list    S2:o*,u4  0-0:96.1.0 1-0:1.8.0  # what the elements of a list mean that has no codes
 * </pre>
 */
final class MeterFile {

    private static final int DEEPEST_INCLUDE = 4;

    private final String kind;
    private final UnaryOperator<String> files;
    private String title = "";
    private String status = "";
    private String source = "";
    private final List<String> proofs = new ArrayList<>();
    private final List<List<Condition>> matches = new ArrayList<>();
    private final List<ScaleRule> scales = new ArrayList<>();
    private final List<Correction> corrections = new ArrayList<>();
    private final List<ListLayout> lists = new ArrayList<>();

    private MeterFile(String kind, UnaryOperator<String> files) {
        this.kind = kind;
        this.files = files;
    }

    /**
     * Reads a kind.
     *
     * @param files the text of another file by its name, for {@code include}
     * @throws IllegalArgumentException with file and line, if the text is not a kind of meter
     */
    static MeterKind parse(String name, String text, UnaryOperator<String> files) {
        MeterFile file = new MeterFile(name, files);
        file.lines(name, text, 0);
        boolean recognisable = !file.matches.isEmpty() || !file.lists.isEmpty();
        if (file.title.isEmpty() || file.status.isEmpty() || file.source.isEmpty() || !recognisable) {
            throw new IllegalArgumentException(name + ".meter: needs a title, a status, a source and a match or list");
        }
        return new MeterKind(
                name,
                file.title,
                Status.valueOf(file.status.toUpperCase(Locale.ROOT)),
                file.source,
                file.proofs,
                file.matches,
                file.scales,
                file.corrections,
                file.lists);
    }

    private void lines(String name, String text, int depth) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (!content.isEmpty()) {
                try {
                    line(content.split("\\s+", 2), depth);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(name + ".meter:" + number + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void line(String[] words, int depth) {
        String arguments = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "title" -> title = once(title, arguments);
            case "status" -> status = once(status, status(arguments));
            case "source" -> source = once(source, arguments);
            case "proof" -> proofs.addAll(List.of(arguments.split("\\s+", -1)));
            case "match" -> matches.add(Condition.parse(arguments));
            case "scale" -> scale(arguments.split("\\s+", -1));
            case "unsigned" -> unsigned(arguments.split("\\s+", -1));
            case "means" -> means(arguments.split("\\s+", -1));
            case "list" -> lists.add(ListLine.parse(kind, arguments));
            case "include" -> include(arguments, depth);
            default ->
                throw new IllegalArgumentException(
                        "not one of title, status, source, proof, match, include, scale, unsigned, means, list: "
                                + words[0]);
        }
    }

    private static String once(String before, String now) {
        if (!before.isEmpty() || now.isEmpty()) {
            throw new IllegalArgumentException(now.isEmpty() ? "nothing is said" : "said twice");
        }
        return now;
    }

    private static String status(String word) {
        for (Status status : Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(word)) {
                return word;
            }
        }
        throw new IllegalArgumentException("not one of verified, documented, assumed: " + word);
    }

    private void scale(String[] words) {
        if (words.length < 2 || words.length > 3) {
            throw new IllegalArgumentException("not an OBIS code, a power of ten and a unit");
        }
        int power = ScaleRule.powerOfTen(words[1]);
        Unit unit = words.length == 3 ? unit(words[2]) : Unit.NONE;
        for (ObisPattern codes : ObisPattern.parse(words[0])) {
            scales.add(new ScaleRule(codes, power, unit));
        }
    }

    private void unsigned(String[] words) {
        if (words.length != 2 || !words[1].matches("[1-7]")) {
            throw new IllegalArgumentException("not an OBIS code and 1 to 7 bytes");
        }
        for (ObisPattern codes : ObisPattern.parse(words[0])) {
            corrections.add(new Correction.Unsigned(codes, Integer.parseInt(words[1])));
        }
    }

    private void means(String[] words) {
        StatusBits turned = StatusBits.NONE;
        if (words.length == 6 && words[2].equals("minus") && words[3].equals("status")) {
            turned = new StatusBits(Obis.parse(words[4]), mask(words[5]));
        } else if (words.length != 2) {
            throw new IllegalArgumentException("not two OBIS codes, perhaps with 'minus status OBIS BITS'");
        }
        for (ObisPattern codes : ObisPattern.parse(words[0])) {
            corrections.add(new Correction.Meaning(codes, Obis.parse(words[1]), turned));
        }
    }

    private static long mask(String hex) {
        if (!hex.matches("[0-9A-F]{1,16}")) {
            throw new IllegalArgumentException("not bits in hex such as 20: " + hex);
        }
        return Long.parseUnsignedLong(hex, 16);
    }

    private static Unit unit(String symbol) {
        return Unit.named(symbol);
    }

    private void include(String name, int depth) {
        if (depth == DEEPEST_INCLUDE) {
            throw new IllegalArgumentException("files include each other more than " + DEEPEST_INCLUDE + " deep");
        }
        lines(name, files.apply(name), depth + 1);
    }
}
