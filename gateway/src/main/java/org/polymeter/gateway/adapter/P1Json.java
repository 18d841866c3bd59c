package org.polymeter.gateway.adapter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.observation.Unit;

/**
 * A P1 telegram as esp-smart-meter takes it apart: {@code [["1-0:1.8.1","000671.578","kWh"],…]}, or
 * {@code {"<identification>":{"1-0:1.8.0":[1605.055,"kWh"],…}}}.
 */
final class P1Json {

    private static final String CODE = "\\d{1,3}-\\d{1,3}:\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}(\\*\\d{1,3})?";

    private P1Json() {}

    /** The telegram, without its checksum; empty if this is none of P1. */
    static Optional<byte[]> telegram(Optional<Json> header, Json body) {
        List<String> lines = new ArrayList<>();
        String identification = text(header.flatMap(
                        head -> head instanceof Json.Members members ? members.get("id") : header))
                .orElse("");
        switch (body) {
            case Json.Elements list -> list.list().forEach(line -> line(line).ifPresent(lines::add));
            case Json.Members named -> {
                for (Map.Entry<String, Json> member : named.byName().entrySet()) {
                    if (member.getValue() instanceof Json.Members values) {
                        identification = identification.isEmpty() ? member.getKey() : identification;
                        values.byName()
                                .forEach((code, value) -> line(code, value).ifPresent(lines::add));
                    }
                }
            }
            default -> {} // no telegram
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String head = identification.replaceAll("[^ -~]|[/!]", "");
        return Optional.of(
                ("/" + head + "\r\n\r\n" + String.join("", lines) + "!\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<String> line(Json line) {
        if (line instanceof Json.Elements tokens && !tokens.list().isEmpty()) {
            List<Json> values = tokens.list().subList(1, tokens.list().size());
            return text(Optional.of(tokens.list().getFirst())).flatMap(code -> line(code, values));
        }
        return Optional.empty();
    }

    private static Optional<String> line(String code, Json value) {
        return line(code, value instanceof Json.Elements list ? list.list() : List.of(value));
    }

    /** {@code 1-0:1.8.1(000671.578*kWh)}: the box cuts at brackets and star, and a unit tells which it was. */
    private static Optional<String> line(String code, List<Json> values) {
        if (!code.matches(CODE)) {
            return Optional.empty();
        }
        List<String> tokens = new ArrayList<>();
        values.forEach(value -> text(Optional.of(value)).ifPresent(tokens::add));
        StringBuilder line = new StringBuilder(code);
        for (int i = 0; i < tokens.size(); i++) {
            boolean unit = i + 1 < tokens.size() && Unit.isKnown(tokens.get(i + 1));
            line.append('(')
                    .append(tokens.get(i))
                    .append(unit ? "*" + tokens.get(++i) : "")
                    .append(')');
        }
        return Optional.of(line.append("\r\n").toString());
    }

    private static Optional<String> text(Optional<Json> value) {
        return value.map(json -> switch (json) {
                    case Json.Text text -> text.text();
                    case Json.Digits digits -> digits.literal();
                    default -> "";
                })
                .map(text -> text.replaceAll("[^ -~]|[()!]", ""))
                .filter(text -> !text.isEmpty());
    }
}
