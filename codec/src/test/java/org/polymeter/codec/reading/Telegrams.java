package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;

/** Telegrams written by hand. */
final class Telegrams {

    private final Telegram telegram = new Telegram();

    private Telegrams(String protocol) {
        telegram.clear(protocol);
    }

    static Telegrams dlms() {
        return new Telegrams("dlms");
    }

    static Telegrams dsmr() {
        return new Telegrams("dsmr");
    }

    Telegrams at(String local, int deviation) {
        telegram.time(localSecond(local), deviation);
        return this;
    }

    Telegrams at(String local) {
        return at(local, Deviation.UNSAID);
    }

    Telegrams amount(String obis, String value, String unit) {
        BigDecimal number = new BigDecimal(value);
        telegram.amount(Obis.parse(obis), number.unscaledValue().longValueExact(), -number.scale(), Unit.named(unit));
        return this;
    }

    Telegrams unstated(String obis, long value) {
        telegram.amount(Obis.parse(obis), value, 0, Unit.UNSTATED);
        return this;
    }

    /** A number and a text that nothing names. */
    Telegrams nameless() {
        telegram.amount(Obis.NONE, 7, 0, Unit.NONE);
        telegram.unnamed(new byte[] {'V'}, 0, 1);
        return this;
    }

    Telegrams captured(String local, int deviation) {
        telegram.capturedAt(localSecond(local), deviation);
        return this;
    }

    Telegrams row(String local, int deviation) {
        telegram.rowAt(localSecond(local), deviation);
        return this;
    }

    Telegrams text(String obis, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        telegram.text(Obis.parse(obis), bytes, 0, bytes.length);
        return this;
    }

    Telegram done() {
        return telegram;
    }

    /** A frame with those bytes as evidence. */
    static Frame frame(String evidence) {
        byte[] bytes = evidence.getBytes(StandardCharsets.UTF_8);
        return new Frame().raw(bytes, 0, bytes.length).payload(bytes, 0, bytes.length);
    }

    private static long localSecond(String local) {
        return LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC);
    }
}
