package org.polymeter.codec.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.reading.Quantity.Kind;

/**
 * The names of the profile and the OBIS codes they stand for, read from {@code vocabulary.txt}:
 * the one table from which mapping, documents and discovery are made.
 */
public final class Vocabulary {

    /** One line of the table, before {@code {N}}, {@code {T}} and {@code {Q}} are filled in. */
    public record Row(String name, String codes, Kind kind, String unit, String meaning) {}

    /** What a code means: the quantity, and whether the meter counts in the other direction. */
    record Meaning(Quantity quantity, boolean negated) {}

    private static final Vocabulary STANDARD = new Vocabulary();
    private static final String FILE = "vocabulary.txt";
    private static final int PHASES = 3;
    private static final int TARIFFS = 63;
    private static final int QUADRANTS = 4;

    /** Group A of the table's {@code n}: objects of an M-Bus channel. */
    private static final int CHANNEL = 0x100;

    /** The protocol of telegrams whose labels are names of the profile (docs/operating.md, Any other device). */
    private static final String NAMED = "mapped";

    /** Meters have at most a few dozen codes that nobody mapped; noise could invent any number. */
    private static final int MOST_UNMAPPED = 4096;

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Quantity> byName = new HashMap<>();
    private final Map<Long, List<Meaning>> byCode = new HashMap<>();
    private final Map<String, List<Meaning>> byLabel = new HashMap<>();
    private final Map<String, Quantity> unmapped = new ConcurrentHashMap<>();

    private Vocabulary() {
        for (String line : text(FILE).lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                read(line.split(" {2,}", -1));
            }
        }
    }

    public static Vocabulary standard() {
        return STANDARD;
    }

    /** The table as written, in its order, for documents. */
    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** The quantity of that name; null if the profile has none. */
    public @Nullable Quantity named(String name) {
        return byName.get(name);
    }

    /** Every quantity, all phases and tariffs included. */
    public List<Quantity> quantities() {
        return byName.values().stream().sorted().toList();
    }

    /** What a number of that code and unit is called, for tools that show telegrams as they are. */
    public Optional<Quantity> quantity(Obis obis, Unit unit) {
        List<Meaning> meanings = meanings(obis);
        return meanings.stream()
                .map(Meaning::quantity)
                .filter(quantity ->
                        meanings.size() == 1 || quantity.unit().base().equals(unit.base()))
                .findFirst();
    }

    /** What a text or time of that code is called. */
    public Optional<Quantity> quantity(Obis obis) {
        return meanings(obis).stream().map(Meaning::quantity).findFirst();
    }

    /** A value without a place in the vocabulary: {@code x_<a>_<b>_<c>_<d>_<e>[_<f>]}. */
    public Quantity unmapped(Obis obis, Kind kind) {
        String tail = obis.f() == Obis.CURRENT ? "" : "_" + obis.f();
        return unmapped(obis.a() + "_" + obis.b() + "_" + obis.c() + "_" + obis.d() + "_" + obis.e() + tail, kind);
    }

    /**
     * A value that an adapter names in its own way: {@code x_<slug>}. What is a number of one meter may
     * be a text of another, and even of the same one in its next telegram.
     */
    public Quantity unmapped(String label, Kind kind) {
        String name = "x_" + slug(label);
        String key = kind + " " + name;
        Quantity known = unmapped.get(key);
        if (known != null) {
            return known;
        }
        Quantity made = new Quantity(name, kind, Unit.NONE);
        if (unmapped.size() < MOST_UNMAPPED) {
            unmapped.put(key, made);
        }
        return made;
    }

    /** What a code may mean; the unit decides if there are several. Group B is ignored. */
    List<Meaning> meanings(Obis obis) {
        if (obis.f() != Obis.CURRENT) {
            return List.of();
        }
        int a = obis.a() == 0 && obis.b() > 0 ? CHANNEL : obis.a();
        return byCode.getOrDefault(key(a, obis.c(), obis.d(), obis.e()), List.of());
    }

    /**
     * What a protocol's own word for a value may mean.
     *
     * @param medium what is metered, where the message says so; else empty
     */
    List<Meaning> meanings(String protocol, String medium, String label) {
        String word = "@" + slug(label);
        List<Meaning> ofMedium = byLabel.get(protocol + "/" + medium + word);
        return ofMedium != null ? ofMedium : byLabel.getOrDefault(protocol + word, List.of());
    }

    private static String slug(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    }

    private void read(String[] words) {
        String name = words[0];
        Kind kind = Kind.valueOf(words[2].strip().toUpperCase(Locale.ROOT));
        rows.add(new Row(name, words[1], kind, unitOf(name, kind).symbol(), words[3]));
        for (int n = 1; n <= (name.contains("{N}") ? PHASES : 1); n++) {
            for (int q = 1; q <= (name.contains("{Q}") ? QUADRANTS : 1); q++) {
                for (int t = 1; t <= (name.contains("{T}") ? TARIFFS : 1); t++) {
                    Map<Character, Integer> letters = Map.of('N', n, 'Q', q, 'T', t);
                    add(
                            name.replace("{N}", "" + n).replace("{Q}", "" + q).replace("{T}", "" + t),
                            kind,
                            words[1],
                            letters);
                }
            }
        }
    }

    private void add(String name, Kind kind, String codes, Map<Character, Integer> letters) {
        Quantity quantity = new Quantity(name, kind, unitOf(name, kind));
        byName.put(name, quantity);
        byLabel.computeIfAbsent(NAMED + "@" + name, unused -> new ArrayList<>(1))
                .add(new Meaning(quantity, false));
        for (String code : codes.split(" ", -1)) {
            if (code.contains("@")) {
                addWord(code, quantity, letters);
            } else if (!code.equals("-")) {
                boolean negated = code.startsWith("-");
                String[] groups = code.substring(negated ? 1 : 0).split("[:.]", -1);
                int a = groups[0].equals("n") ? CHANNEL : Integer.parseInt(groups[0]);
                long key = key(a, sum(groups[1], letters), sum(groups[2], letters), sum(groups[3], letters));
                byCode.computeIfAbsent(key, unused -> new ArrayList<>(1)).add(new Meaning(quantity, negated));
            }
        }
    }

    /**
     * {@code tic@urms{N}}, {@code tic@easf{TT}} with two digits, or {@code tic@hchc:1} for the tariff
     * of that number only: for others there is no such word.
     */
    private void addWord(String code, Quantity quantity, Map<Character, Integer> letters) {
        int tariff = letters.getOrDefault('T', 0);
        int colon = code.indexOf(':');
        if (colon >= 0 && Integer.parseInt(code.substring(colon + 1)) != tariff) {
            return;
        }
        String word = (colon < 0 ? code : code.substring(0, colon))
                .replace("{N}", "" + letters.getOrDefault('N', 0))
                .replace("{Q}", "" + letters.getOrDefault('Q', 0))
                .replace("{TT}", tariff < 10 ? "0" + tariff : "" + tariff);
        byLabel.computeIfAbsent(word, unused -> new ArrayList<>(1)).add(new Meaning(quantity, false));
    }

    /** {@code 4+Q}, {@code 16+20N}, {@code T}, {@code 7}. */
    private static int sum(String terms, Map<Character, Integer> letters) {
        int sum = 0;
        for (String term : terms.split("\\+", -1)) {
            char last = term.charAt(term.length() - 1);
            if (Character.isDigit(last)) {
                sum += Integer.parseInt(term);
            } else {
                String factor = term.substring(0, term.length() - 1);
                sum += (factor.isEmpty() ? 1 : Integer.parseInt(factor)) * letters.getOrDefault(last, 0);
            }
        }
        return sum;
    }

    private static long key(int a, int c, int d, int e) {
        return ((long) a << 24) | (c << 16) | (d << 8) | e;
    }

    /** The unit is the last part of the name (docs/profile.md, Units). */
    private static Unit unitOf(String name, Kind kind) {
        if (kind == Kind.STATE || kind == Kind.TEXT || kind == Kind.TIME) {
            return Unit.NONE;
        }
        return switch (name.substring(name.lastIndexOf('_') + 1)) {
            case "w" -> new Unit("W", "W", 0);
            case "va" -> new Unit("VA", "VA", 0);
            case "var" -> new Unit("var", "var", 0);
            case "kwh" -> new Unit("kWh", "Wh", 3);
            case "kvah" -> new Unit("kVAh", "VAh", 3);
            case "kvarh" -> new Unit("kvarh", "varh", 3);
            case "v" -> new Unit("V", "V", 0);
            case "a" -> new Unit("A", "A", 0);
            case "hz" -> new Unit("Hz", "Hz", 0);
            case "deg" -> new Unit("°", "°", 0);
            case "m3" -> new Unit("m³", "m3", 0);
            case "m3h" -> new Unit("m³/h", "m3/h", 0);
            case "c" -> new Unit("°C", "°C", 0);
            case "k" -> new Unit("K", "K", 0);
            case "gj" -> new Unit("GJ", "J", 9);
            case "h" -> new Unit("h", "h", 0);
            case "s" -> new Unit("s", "s", 0);
            default -> Unit.NONE;
        };
    }

    /** A table of this package. */
    static String text(String file) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
