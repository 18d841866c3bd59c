package org.polymeter.codec.dlms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;

/** One payload, decoded: what the tests of this package look at. */
final class Decoding {

    final Telegram telegram = new Telegram();
    final Outcome outcome;

    private Decoding(byte[] apdu) {
        telegram.clear("dlms");
        outcome = new NotificationDecoder().decode(apdu, 0, apdu.length, telegram);
    }

    static Decoding of(byte[] apdu) {
        return new Decoding(apdu);
    }

    static Decoding ofHex(String apdu) {
        return new Decoding(bytes(apdu));
    }

    static Decoding ofFrames(String frames) {
        return new Decoding(payload(frames));
    }

    static byte[] payload(String frames) {
        FrameLog log = new FrameLog();
        byte[] stream = bytes(frames);
        new HdlcFramer().feed(stream, 0, stream.length, new BlockJoiner(log));
        assertThat(log.payloads).hasSize(1);
        return log.payloads.getFirst();
    }

    Decoding isComplete() {
        assertThat(outcome).isEqualTo(Outcome.COMPLETE);
        return this;
    }

    /** Value and unit, {@code ?} for a unit that is not stated; or the text; or {@code absent}. */
    String value(String obis) {
        int index = telegram.indexOf(Obis.parse(obis));
        if (index < 0) {
            return "absent";
        }
        return switch (telegram.kind(index)) {
            case AMOUNT -> amount(index);
            case TEXT -> telegram.text(index);
            case CLOCK -> time(telegram.localSecond(index));
        };
    }

    String time() {
        return telegram.isTimed() ? time(telegram.localSecond()) : "absent";
    }

    static String time(long localSecond) {
        return LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC).toString();
    }

    private String amount(int index) {
        Unit unit = telegram.unit(index);
        String symbol = unit.isUnstated() ? "?" : unit.symbol();
        return (telegram.value(index).toPlainString() + " " + symbol).strip();
    }
}
