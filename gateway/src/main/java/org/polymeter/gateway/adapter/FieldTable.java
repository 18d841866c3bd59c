package org.polymeter.gateway.adapter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;
import org.polymeter.gateway.adapter.Field.Kind;

/**
 * What an adapter's fields mean, as data: a {@code .fields} file with one line per field,
 *
 * <pre>
 * path   OBIS   unit   [when]
 * </pre>
 *
 * and lines {@code word: arguments} about the message as a whole.
 *
 * <ul>
 *   <li>{@code path}: JSON members joined by dots, list elements by their index; case-blind
 *   <li>{@code OBIS}: the code, or {@code -} for a value that has none and keeps its field's name
 *   <li>{@code unit}: {@code W}; {@code kW|W} for "kW if the literal has decimals, else W"; {@code -}
 *       for none; {@code text}, {@code id} (see {@link MeterText#identity}) and {@code octets} for texts
 *   <li>{@code when}: path of the time at which the value was true
 * </ul>
 *
 * Words: {@code protocol}; {@code topics}, the usual filters; {@code recognise}, paths that together
 * give the dialect away, one line per possibility; {@code time}, the message's path; {@code constant},
 * path, OBIS and number of what goes without saying where the path is there; {@code submeters}, path
 * of a {@link SubMeterList}; {@code type}, its word for a kind of meter and DSMR's number. {@code
 * tasmota.fields} has some of its own.
 */
final class FieldTable {

    /** The protocol of tables that are made from a mapping: their labels are names of the profile. */
    static final String MAPPED = "mapped";

    /** Words whose arguments are paths, and therefore case-blind. */
    private static final Set<String> OF_PATHS = Set.of("recognise", "time", "constant", "submeters");

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<Obis, Field> byCode = new HashMap<>();
    private final Map<String, List<List<String>>> words = new HashMap<>();
    private final Map<String, List<String>> joined = new ConcurrentHashMap<>();

    private FieldTable() {}

    /** @throws IllegalStateException if the file of that name is missing or wrong, naming the line */
    static FieldTable load(String name) {
        FieldTable table = new FieldTable();
        try (InputStream file = FieldTable.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("no field table " + name);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                table.read(line, name + ":" + ++number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table.indexed();
    }

    /** What the owner of a device says of its fields. */
    static FieldTable of(FieldMapping mapping) {
        FieldTable table = new FieldTable();
        table.words.put("protocol", List.of(List.of(MAPPED)));
        table.words.put("topics", List.of(mapping.topics()));
        table.words.put("plain", List.of(List.of()));
        mapping.time()
                .ifPresent(time -> table.words.put(
                        "time",
                        List.of(List.of(lower(time.path()), lower(time.format().name())))));
        mapping.identity()
                .ifPresentOrElse(
                        path -> table.fields.put(lower(path), Field.of(FieldWriter.IDENTITY, "id", "")),
                        () -> table.words.put("named-by-topic", List.of(List.of())));
        for (FieldMapping.Value value : mapping.values()) {
            Kind kind = switch (value.quantity().kind()) {
                case STATE -> Kind.STATE;
                case TEXT -> Kind.TEXT;
                case GAUGE, COUNTER, NET, TIME -> Kind.NUMBER;
            };
            Unit unit = Unit.named(value.unit());
            String when = value.when().map(FieldTable::lower).orElse("");
            table.fields.put(
                    lower(value.path()), Field.named(kind, value.quantity().name(), unit, when));
        }
        return table.indexed();
    }

    /** The same table with the units that a source's configuration states: {@code Pi} → {@code W}. */
    FieldTable withUnits(Map<String, String> units) {
        FieldTable table = new FieldTable();
        table.fields.putAll(fields);
        table.words.putAll(words);
        units.forEach((path, symbol) -> {
            Field field = fields.getOrDefault(lower(path), new Field(Kind.NUMBER, Obis.NONE, Unit.NONE));
            table.fields.put(lower(path), field.in(Unit.named(symbol)));
        });
        return table.indexed();
    }

    private FieldTable indexed() {
        fields.values().forEach(field -> byCode.putIfAbsent(field.obis(), field));
        return this;
    }

    Optional<Field> find(String path) {
        return Optional.ofNullable(fields.get(lower(path)));
    }

    /** The first field with a code. */
    Optional<Field> find(Obis obis) {
        return Optional.ofNullable(byCode.get(obis));
    }

    /** All arguments of all lines {@code word: …}. */
    List<String> words(String word) {
        List<String> known = joined.get(word);
        return known != null ? known : joined.computeIfAbsent(word, this::join);
    }

    private List<String> join(String word) {
        return lines(word).stream().flatMap(List::stream).toList();
    }

    /** The arguments of each line {@code word: …}. */
    List<List<String>> lines(String word) {
        return words.getOrDefault(word, List.of());
    }

    boolean has(String word) {
        return words.containsKey(word);
    }

    private void read(String line, String where) {
        String[] columns = line.replaceFirst("#.*", "").trim().split("\\s+", -1);
        if (columns[0].isEmpty()) {
            return;
        }
        if (columns[0].endsWith(":")) {
            String word = columns[0].substring(0, columns[0].length() - 1);
            List<String> arguments = List.of(columns).subList(1, columns.length);
            words.computeIfAbsent(word, w -> new ArrayList<>())
                    .add(
                            OF_PATHS.contains(word)
                                    ? arguments.stream().map(FieldTable::lower).toList()
                                    : arguments);
            return;
        }
        if (columns.length < 3 || columns.length > 4) {
            throw new IllegalStateException(where + ": expected path, OBIS, unit and perhaps when");
        }
        Obis obis = columns[1].equals("-") ? Obis.NONE : Obis.parse(columns[1]);
        Field field = Field.of(obis, columns[2], columns.length == 4 ? lower(columns[3]) : "");
        if (fields.put(lower(columns[0]), field) != null) {
            throw new IllegalStateException(where + ": " + columns[0] + " stands there twice");
        }
    }

    private static String lower(String path) {
        return path.toLowerCase(Locale.ROOT);
    }
}
