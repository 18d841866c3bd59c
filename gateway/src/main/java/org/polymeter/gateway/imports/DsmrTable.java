package org.polymeter.gateway.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;
import org.polymeter.gateway.imports.DsmrColumns.Code;

/** Headers of tables of DSMR-reader's database that hold what the meter said, by {@code dsmr-reader.columns}. */
final class DsmrTable {

    private static final String TIME = "@time";
    private static final String GAS = "@gas";
    private static final String GAS_TIME = "@gas-time";

    private static final Map<String, List<String>> KNOWN = load();

    private DsmrTable() {}

    /** Empty if it is none of them. */
    static Optional<DsmrColumns> columns(List<String> header) {
        Map<Integer, Code> codes = new TreeMap<>();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            List<String> meaning = KNOWN.getOrDefault(header.get(i).toLowerCase(Locale.ROOT), List.of());
            if (meaning.size() == 1) {
                places.put(meaning.getFirst(), i);
            } else if (!meaning.isEmpty()) {
                codes.put(i, new Code(Obis.parse(meaning.getFirst()), Unit.named(meaning.getLast())));
            }
        }
        boolean isOfGasOnly = places.containsKey(GAS) && !places.containsKey(GAS_TIME);
        if (isOfGasOnly) {
            codes.clear(); // what is delivered currently is gas, too
        }
        if (!places.containsKey(TIME) || (codes.isEmpty() && !isOfGasOnly)) {
            return Optional.empty();
        }
        return Optional.of(new DsmrColumns(
                places.getOrDefault(TIME, 0),
                false,
                codes,
                OptionalInt.empty(),
                place(places, GAS),
                place(places, GAS_TIME),
                Map.of(),
                OptionalInt.empty()));
    }

    private static OptionalInt place(Map<String, Integer> places, String meaning) {
        Integer place = places.get(meaning);
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }

    private static Map<String, List<String>> load() {
        Map<String, List<String>> known = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DsmrTable.class.getResourceAsStream("dsmr-reader.columns")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> words = List.of(line.strip().split("\\s+"));
                if (words.size() > 1 && !line.startsWith("#")) {
                    known.put(words.getFirst(), words.subList(1, words.size()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("our own table cannot be read", e);
        }
        return known;
    }
}
