package org.polymeter.gateway.web.esp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.profile.JsonWriter;

/** A P1 telegram, split at its brackets and stars. */
final class P1Message {

    private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?";

    private final String identification;
    private final String checksum;
    private final List<List<String>> rows;

    private P1Message(String identification, String checksum, List<List<String>> rows) {
        this.identification = identification;
        this.checksum = checksum;
        this.rows = rows;
    }

    /**
     * Empty if it is none.
     *
     * @param frame as received; if it was sealed, its checksum is not that of the telegram
     * @param telegram from the slash to the exclamation mark
     */
    static Optional<P1Message> of(byte[] frame, byte[] telegram) {
        String text = new String(telegram, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("/")) {
            return Optional.empty();
        }
        String[] lines = text.substring(1).replace("!", "").split("[\r\n]+", -1);
        List<List<String>> rows = new ArrayList<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            List<String> tokens = Arrays.stream(line.split("[()*]+", -1))
                    .filter(token -> !token.isEmpty())
                    .toList();
            if (!tokens.isEmpty()) {
                rows.add(tokens);
            }
        }
        return Optional.of(new P1Message(lines[0], checksum(new String(frame, StandardCharsets.ISO_8859_1)), rows));
    }

    private static String checksum(String frame) {
        String tail = frame.startsWith("/")
                ? frame.substring(frame.lastIndexOf('!') + 1).strip()
                : "";
        return tail.matches("[0-9A-Fa-f]{4}") ? tail.toLowerCase(Locale.ROOT) : "";
    }

    void write(Layout layout, JsonWriter json) {
        if (layout == Layout.PLACES) {
            json.key("header").value(identification);
            json.key("payload").openArray();
            texts(List.of(identification), json); // that firmware says it twice, so all others have their places
            rows.forEach(row -> texts(row, json));
            json.closeArray();
        } else {
            json.key("header").openObject().key("id").value(identification);
            json.key("encoding").value("ASCII").key("crc").value(checksum).closeObject();
            json.key("payload")
                    .openObject()
                    .key(identification.replace('\\', '_'))
                    .openObject();
            byCode().forEach((code, row) -> values(row, json.key(code)));
            json.closeObject().closeObject();
        }
    }

    private Map<String, List<String>> byCode() {
        Map<String, List<String>> byCode = new LinkedHashMap<>();
        rows.forEach(row -> byCode.put(row.getFirst(), row.subList(1, row.size())));
        return byCode;
    }

    private static void texts(List<String> row, JsonWriter json) {
        json.openArray();
        row.forEach(json::value);
        json.closeArray();
    }

    /** What has a unit behind it is a number. */
    private static void values(List<String> row, JsonWriter json) {
        json.openArray();
        for (int i = 0; i < row.size(); i++) {
            boolean hasUnit = i + 1 < row.size() && !row.get(i + 1).matches("[0-9.:-]+");
            if (hasUnit && row.get(i).matches(NUMBER)) {
                json.number(row.get(i).replaceFirst("^(-?)0+(?=[0-9])", "$1"));
            } else {
                json.value(row.get(i));
            }
        }
        json.closeArray();
    }
}
