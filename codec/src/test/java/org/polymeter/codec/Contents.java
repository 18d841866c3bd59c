package org.polymeter.codec;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Telegram.Kind;

/** All that a telegram says, as text: two telegrams with the same contents are the same. */
final class Contents {

    private Contents() {}

    static String of(Telegram telegram) {
        List<Object> all = new ArrayList<>(List.of(
                telegram.protocol(),
                telegram.identification(),
                telegram.list(),
                telegram.form(),
                telegram.layout(),
                telegram.senderScheme(),
                telegram.sender(),
                telegram.medium(),
                telegram.model(),
                telegram.isTimed() ? time(telegram.localSecond(), telegram.deviation()) : "no time"));
        all.addAll(telegram.warnings());
        for (int i = 0; i < telegram.size(); i++) {
            all.add(line(telegram, i));
        }
        return String.join("\n", all.stream().map(Object::toString).toList());
    }

    private static String line(Telegram telegram, int i) {
        List<Object> line = new ArrayList<>(List.of(
                telegram.kind(i), telegram.obis(i), telegram.label(i), telegram.meaning(i), telegram.isTurned(i)));
        switch (telegram.kind(i)) {
            case AMOUNT ->
                line.addAll(List.of(telegram.mantissa(i), telegram.scale(i), telegram.unit(i), telegram.width(i)));
            case TEXT -> line.add(HexFormat.of().formatHex(telegram.textBytes(i)));
            case CLOCK -> line.add(time(telegram.localSecond(i), telegram.deviation(i)));
        }
        if (telegram.kind(i) == Kind.AMOUNT && telegram.isCaptured(i)) {
            line.add("captured " + time(telegram.localSecond(i), telegram.deviation(i)));
        }
        if (telegram.isRow(i)) {
            line.add("row " + time(telegram.rowSecond(i), telegram.rowDeviation(i)));
        }
        if (telegram.hasSlot(i)) {
            line.addAll(List.of(telegram.function(i), telegram.storage(i), telegram.tariff(i), telegram.device(i)));
        }
        if (telegram.hasStatus(i)) {
            line.add("status " + telegram.status(i));
        }
        line.addAll(List.of(telegram.isQualified(i), telegram.recordOffset(i), telegram.recordLength(i)));
        return line.toString();
    }

    private static String time(long localSecond, int deviation) {
        return localSecond + "/" + deviation;
    }
}
