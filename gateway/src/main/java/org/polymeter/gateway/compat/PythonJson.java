package org.polymeter.gateway.compat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON as Python's {@code json.dumps} writes it: a blank after each colon and comma. */
final class PythonJson {

    private PythonJson() {}

    /** {@code members}: what stands behind each name, ready to be written; in their order. */
    static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ": " + member.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** {@code text}: names, codes and times, in which nothing has to be escaped. */
    static String quoted(String text) {
        return '"' + text + '"';
    }

    /** As Python prints a float: {@code 28.0}, {@code 0.35}; no meter sends numbers that need an exponent. */
    static String number(BigDecimal number) {
        String digits = number.stripTrailingZeros().toPlainString();
        return digits.contains(".") ? digits : digits + ".0";
    }

    static byte[] bytes(Map<String, String> members) {
        return object(members).getBytes(StandardCharsets.UTF_8);
    }
}
