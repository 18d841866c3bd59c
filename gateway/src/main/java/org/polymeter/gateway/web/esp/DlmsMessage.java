package org.polymeter.gateway.web.esp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.dlms.DataValue;
import org.polymeter.codec.observation.Unit;
import org.polymeter.gateway.profile.JsonWriter;

/** A DLMS notification in an HDLC frame, spelled out. */
final class DlmsMessage {

    private static final int NOTIFICATION = 0x0F;
    private static final int DATA_AT = 6; // tag, four bytes of invoke id, length of the time

    private final HdlcHeader header;
    private final byte[] apdu;
    private final DataValue data;

    private DlmsMessage(HdlcHeader header, byte[] apdu, DataValue data) {
        this.header = header;
        this.apdu = apdu;
        this.data = data;
    }

    /** Empty if that is not what the frame holds. */
    static Optional<DlmsMessage> of(byte[] frame, byte[] apdu) {
        if (apdu.length <= DATA_AT || apdu[0] != NOTIFICATION) {
            return Optional.empty();
        }
        int at = DATA_AT + (apdu[DATA_AT - 1] & 0xFF);
        return at >= apdu.length
                ? Optional.empty()
                : HdlcHeader.of(frame)
                        .flatMap(header -> DataValue.read(apdu, at, apdu.length - at)
                                .map(data -> new DlmsMessage(header, apdu, data)));
    }

    void write(Layout layout, JsonWriter json) {
        Hex hex = layout == Layout.PLACES ? Hex.AS_C_PRINTS_IT : Hex.BARE;
        json.key("header").openObject();
        json.key("frameformat").value(header.format()).key("segmentation").value(header.segmentation());
        json.key("datalength").value(header.length()).key("client").value(header.client());
        json.key("server").value(header.server()).key("control").value(header.control());
        json.key("hcs").value(hex.of(header.hcs(), 4)).key("fcs").value(hex.of(header.fcs(), 4));
        json.key("llc").value(hex.of(header.llc(), 6));
        if (layout == Layout.CODES) {
            json.key("encoding").value("A-XDR");
        }
        json.closeObject();
        json.key("apdu").openObject().key("tag").value(NOTIFICATION);
        json.key("liiap").value(hex.of(Integer.parseUnsignedInt(hex(1, 5), 16), 8));
        json.key("datetime")
                .value(hex(DATA_AT - 1, DATA_AT + (apdu[DATA_AT - 1] & 0xFF)))
                .closeObject();
        if (layout == Layout.PLACES) {
            json.key("payload" + hex.of(header.hcs(), 2)).openArray();
            write(data, json);
            json.closeArray();
        } else {
            json.key("payload");
            byCode(json);
        }
    }

    /** Registers by their code; a list without structures by its own name, or none. */
    private void byCode(JsonWriter json) {
        List<DataValue> list = data instanceof DataValue.Elements elements ? elements.list() : List.of(data);
        json.openObject();
        if (list.stream().allMatch(DataValue.Elements.class::isInstance)) {
            registers(list).forEach((code, values) -> elements(values, json.key(code)));
        } else if (list.getFirst() instanceof DataValue.Text(String name, boolean visible) && visible) {
            String text = new String(HexFormat.of().parseHex(name), StandardCharsets.UTF_8);
            elements(list.subList(1, list.size()), json.key(text));
        } else {
            elements(list, json.key("data"));
        }
        json.closeObject();
    }

    private static Map<String, List<DataValue>> registers(List<DataValue> list) {
        Map<String, List<DataValue>> registers = new LinkedHashMap<>();
        for (DataValue value : list) {
            if (value instanceof DataValue.Elements(List<DataValue> parts)
                    && !parts.isEmpty()
                    && parts.getFirst() instanceof DataValue.Text(String code, boolean visible)) {
                registers.put(code, parts.subList(1, parts.size()));
            }
        }
        return registers;
    }

    private static void elements(List<DataValue> values, JsonWriter json) {
        json.openArray();
        values.forEach(value -> write(value, json));
        json.closeArray();
    }

    private static void write(DataValue value, JsonWriter json) {
        switch (value) {
            case DataValue.Elements elements -> elements(elements.list(), json);
            case DataValue.Whole whole -> json.value(whole.number());
            case DataValue.Fraction fraction -> json.number(fraction.digits());
            case DataValue.Text text -> json.value(text.hex());
            case DataValue.Code code -> json.value(unit(code.number()));
            case DataValue.Truth truth -> json.value(truth.value());
            case DataValue.Nothing nothing -> {} // what follows moves up, as there
        }
    }

    /** Blue Book 4.3.2; a star for what is none. */
    private static String unit(int code) {
        Unit unit = Unit.ofCode(code);
        return unit.symbol().isEmpty() || !Unit.isKnown(unit.symbol()) ? "*" : unit.symbol();
    }

    private String hex(int from, int to) {
        return HexFormat.of().withUpperCase().formatHex(Arrays.copyOfRange(apdu, from, to));
    }

    /** The two ways in which that firmware prints numbers. */
    private enum Hex {
        /** {@code %#06X}: with {@code 0X} and so many digits, but zero is all zeros. */
        AS_C_PRINTS_IT,
        BARE;

        String of(int number, int digits) {
            String bare = ("%0" + digits + "x").formatted(number);
            if (this == BARE) {
                return bare;
            }
            return number == 0
                    ? "0".repeat(digits + 2)
                    : ("%0" + digits + "X").formatted(number).transform("0X"::concat);
        }
    }
}
