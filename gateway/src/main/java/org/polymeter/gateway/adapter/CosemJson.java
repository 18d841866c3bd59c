package org.polymeter.gateway.adapter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.bytes.ByteWriter;
import org.polymeter.codec.observation.Unit;

/**
 * A DLMS notification as esp-smart-meter spells it: structures are lists, octet-strings hex, and a
 * register is {@code ["0100010700FF",1106,[0,"W"]]} or {@code "0100010700FF":[1106,[0,"W"]]}.
 */
final class CosemJson {

    private static final int NOTIFICATION = 0x0F;
    private static final int INVOKE_ID_BYTES = 4;

    private static final int NULL = 0x00;
    private static final int STRUCTURE = 0x02;
    private static final int OCTETS = 0x09;
    private static final int VISIBLE = 0x0A;
    private static final int INTEGER = 0x0F;
    private static final int LONG64 = 0x14;
    private static final int ENUM = 0x16;

    private static final int NO_UNIT = 255;
    private static final int SHORT_LENGTH = 0x80;
    private static final String CODE = "[0-9A-Fa-f]{12}";

    private final ByteWriter out = new ByteWriter();

    private CosemJson() {}

    /**
     * The APDU (Green Book 9.3.10), numbers as long64.
     *
     * @param header with the time the meter put before its list, in hex
     */
    static byte[] apdu(Optional<Json> header, Json body) {
        CosemJson json = new CosemJson();
        json.out.u8(NOTIFICATION).number(0, INVOKE_ID_BYTES).bytes(time(header));
        json.body(body);
        return json.out.toBytes();
    }

    /** Length and bytes. */
    private static byte[] time(Optional<Json> header) {
        return header.flatMap(json -> json instanceof Json.Members members ? members.get("datetime") : Optional.empty())
                .map(time -> time instanceof Json.Text text ? text.text() : "")
                .filter(text -> text.matches("0[Cc][0-9A-Fa-f]{24}"))
                .map(HexFormat.of()::parseHex)
                .orElse(new byte[1]);
    }

    private void body(Json body) {
        switch (body) {
            case Json.Members named -> named(named);
            case Json.Elements list
            when list.list().size() == 1 && list.list().getFirst() instanceof Json.Elements inner -> value(inner);
            default -> value(body);
        }
    }

    /** The second layout; a list of a name, {@code Kamstrup_V0001}, begins with that name. */
    private void named(Json.Members named) {
        List<Map.Entry<String, Json>> members = new ArrayList<>(named.byName().entrySet());
        if (members.size() == 1 && !members.getFirst().getKey().matches(CODE)) {
            String name = members.getFirst().getKey();
            List<Json> values = elements(members.getFirst().getValue());
            boolean isName = !name.equals("data");
            tag(STRUCTURE, values.size() + (isName ? 1 : 0));
            if (isName) {
                text(VISIBLE, name.getBytes(StandardCharsets.UTF_8));
            }
            values.forEach(this::value);
            return;
        }
        tag(STRUCTURE, members.size());
        for (Map.Entry<String, Json> member : members) {
            List<Json> register = new ArrayList<>();
            register.add(new Json.Text(member.getKey(), member.getValue().offset()));
            register.addAll(elements(member.getValue()));
            structure(register);
        }
    }

    private void value(Json value) {
        switch (value) {
            case Json.Elements list -> structure(list.list());
            case Json.Digits digits ->
                Decimal.of(digits.literal())
                        .filter(number -> number.scale() == 0)
                        .ifPresentOrElse(number -> number(number.mantissa()), () -> text(digits.literal()));
            case Json.Text text -> text(text.text());
            default -> out.u8(NULL); // truths, too: no register is one
        }
    }

    private void structure(List<Json> elements) {
        if (elements.size() == 3
                && elements.get(1) instanceof Json.Digits digits
                && elements.get(2) instanceof Json.Elements scalerUnit) {
            Optional<Decimal> number = Decimal.of(digits.literal());
            Optional<Decimal> scaler = scaler(scalerUnit.list());
            if (number.isPresent() && scaler.isPresent()) {
                tag(STRUCTURE, elements.size());
                value(elements.getFirst());
                number(number.get().mantissa());
                int scale = (int) scaler.get().mantissa() + number.get().scale();
                tag(STRUCTURE, 2);
                out.u8(INTEGER).u8(scale).u8(ENUM).u8(code(scalerUnit.list().getLast()));
                return;
            }
        }
        tag(STRUCTURE, elements.size());
        elements.forEach(this::value);
    }

    /** Of {@code [-1,"A"]}; a scaler has one byte. */
    private static Optional<Decimal> scaler(List<Json> scalerUnit) {
        return scalerUnit.size() == 2
                        && scalerUnit.getFirst() instanceof Json.Digits digits
                        && scalerUnit.getLast() instanceof Json.Text
                ? Decimal.of(digits.literal())
                        .filter(number -> number.scale() == 0 && Math.abs(number.mantissa()) < 100)
                : Optional.empty();
    }

    /** Blue Book 4.3.2; {@code *} and what the box does not know are no unit. */
    private static int code(Json unit) {
        String symbol = unit instanceof Json.Text text ? text.text() : "";
        for (int code = 1; code < NO_UNIT; code++) {
            if (Unit.ofCode(code).symbol().equals(symbol)) {
                return code;
            }
        }
        return NO_UNIT;
    }

    private void number(long value) {
        out.u8(LONG64).number(value, Long.BYTES);
    }

    private void text(String text) {
        if (text.length() % 2 == 0 && text.chars().allMatch(HexFormat::isHexDigit)) {
            text(OCTETS, HexFormat.of().parseHex(text));
        } else {
            text(VISIBLE, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void text(int tag, byte[] bytes) {
        tag(tag, bytes.length);
        out.bytes(bytes);
    }

    /** Lengths of more than 127 in two bytes; no message has room for 65,536 of anything. */
    private void tag(int tag, int length) {
        out.u8(tag);
        if (length >= SHORT_LENGTH) {
            out.u8(SHORT_LENGTH | Short.BYTES).number(length, Short.BYTES);
        } else {
            out.u8(length);
        }
    }

    private static List<Json> elements(Json value) {
        return value instanceof Json.Elements list ? list.list() : List.of(value);
    }
}
