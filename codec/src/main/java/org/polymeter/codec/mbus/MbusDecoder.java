package org.polymeter.codec.mbus;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Function;
import org.polymeter.codec.observation.NumberNotation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.security.Keys;

/**
 * Reads the application layer of wired M-Bus (EN 13757-3): from the CI field on, records with any
 * header or none, the fixed structure, application errors. Opens encryption mode 5.
 *
 * <p>Every record becomes one observation without OBIS code, with the label of its quantity and its
 * place in the meter's memory. Durations come in seconds, dates without time as text, what only the
 * manufacturer understands as hex. A command to the reader (CI 5A, 5B) is how AMIS meters push: their
 * records are named by OBIS codes, and their date is the time of the telegram and no value.
 */
public final class MbusDecoder implements Decoder {

    private static final int FILLER = 0x2F;
    private static final int MANUFACTURER_DATA = 0x0F;
    private static final int MORE_FOLLOWS = 0x1F;
    private static final int BLOCK = 16;
    private static final int MODE_CBC = 5;
    private static final String CHECK = "2F 2F after decryption; this key does not open it";

    private static final int[] DATA_BYTES = {0, 1, 2, 3, 4, 4, 6, 8, 0, 1, 2, 3, 4, 0, 6, 0};
    private static final int DATA_REAL = 0x05;
    private static final int DATA_SELECTION = 0x08;
    private static final int DATA_VARIABLE = 0x0D;
    private static final int DATA_SPECIAL = 0x0F;

    private static final String[] APPLICATION_ERRORS = {
        "Unspecified error",
        "Unimplemented CI field",
        "Buffer too long, truncated",
        "Too many records",
        "Premature end of record",
        "More than 10 DIFE",
        "More than 10 VIFE",
        "Reserved",
        "Application busy",
        "Too many readouts"
    };

    private final Keys keys;
    private final ByteCursor in = new ByteCursor();
    private final Header header = new Header();
    private final RecordHeader record = new RecordHeader();
    private final TimePoint timePoint = new TimePoint();
    private int start;
    private boolean highByteFirst;
    private boolean pushed;
    private boolean timed;

    /** {@code keys}: for meters that encrypt; {@link Keys#NONE} if there are none. */
    public MbusDecoder(Keys keys) {
        this.keys = keys;
    }

    @Override
    public Outcome decode(byte[] payload, int offset, int length, ObservationSink out) {
        in.wrap(payload, offset, length, out);
        start = offset;
        timed = false;
        header.clear();
        int ci = in.u8("CI field");
        highByteFirst = ci == 0x76 || ci == 0x77;
        pushed = ci == 0x5A || ci == 0x5B;
        switch (ci) {
            case 0x72, 0x76, 0x5B -> {
                header.readAddress(in, highByteFirst);
                header.readRest(in, start, out);
                records(payload, offset + length, out);
            }
            case 0x7A, 0x5A -> {
                header.readRest(in, start, out);
                records(payload, offset + length, out);
            }
            case 0x78 -> records(payload, offset + length, out);
            case 0x73, 0x77 -> FixedData.read(in, start, highByteFirst, out);
            case 0x70 -> applicationError(out);
            case 0x71 -> {
                out.warning(0, "the meter raises an alarm");
                in.skip(in.remaining(), "alarm");
            }
            default -> in.failAt(offset, Problem.UNEXPECTED, "a CI field of data from a meter");
        }
        return in.outcome();
    }

    @Override
    public boolean wasSealed() {
        return header.encryptionMode() == MODE_CBC && header.encryptedBlocks() > 0;
    }

    private void applicationError(ObservationSink out) {
        int code = in.remaining() > 0 ? in.u8("application error") : 0;
        String words = code < APPLICATION_ERRORS.length ? APPLICATION_ERRORS[code] : "unknown, " + code;
        out.warning(1, "the meter reports an application error: " + words);
    }

    private void records(byte[] payload, int end, ObservationSink out) {
        if (in.ok()) {
            header.report(out);
            if (header.encryptionMode() != 0) {
                open(payload, end, out);
            }
        }
        while (in.remaining() > 0) {
            int dif = in.peek();
            if (dif == FILLER) {
                in.skip(1, "filler");
            } else if ((dif & 0xEF) == MANUFACTURER_DATA) {
                in.open("record");
                in.skip(1, "DIF");
                manufacturerData(dif == MORE_FOLLOWS, out);
                in.close();
            } else if ((dif & 0x0F) == DATA_SPECIAL) {
                in.fail(Problem.UNEXPECTED, "DIF of a record");
            } else {
                in.open("record");
                record.read(in, start, out);
                data(out);
                in.close();
            }
        }
    }

    /** Goes on in a copy of which the encrypted blocks are opened. */
    private void open(byte[] payload, int end, ObservationSink out) {
        int from = in.position();
        int sealed = BLOCK * header.encryptedBlocks();
        if (header.encryptionMode() != MODE_CBC || !header.isAddressed()) {
            in.fail(Problem.UNEXPECTED, "records in clear or encryption mode 5 with a long header");
            return;
        }
        if (sealed == 0) {
            return;
        }
        if (sealed > in.remaining()) {
            in.fail(Problem.TRUNCATED, sealed + " encrypted bytes");
            return;
        }
        out.field(from - start, sealed, "encrypted records");
        Optional<byte[]> key = keys.encryption();
        if (key.isEmpty()) {
            in.fail(Problem.NO_KEY, "records in clear; they are encrypted in mode 5 (AES-128-CBC)");
            return;
        }
        byte[] copy = Arrays.copyOf(payload, end);
        if (!decrypt(key.get(), copy, from, sealed)) {
            in.fail(Problem.DECRYPT, CHECK);
            return;
        }
        in.goOnIn(copy, sealed);
    }

    private boolean decrypt(byte[] key, byte[] bytes, int from, int length) {
        byte[] initial = new byte[BLOCK];
        System.arraycopy(header.address(), 4, initial, 0, 2);
        System.arraycopy(header.address(), 0, initial, 2, 4);
        System.arraycopy(header.address(), 6, initial, 6, 2);
        Arrays.fill(initial, 8, BLOCK, (byte) header.accessNumber());
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(initial));
            cipher.doFinal(bytes, from, length, bytes, from);
        } catch (GeneralSecurityException e) {
            return false;
        }
        return bytes[from] == FILLER && bytes[from + 1] == FILLER;
    }

    /** The rest of the telegram, in hex. */
    private void manufacturerData(boolean more, ObservationSink out) {
        int length = in.remaining();
        int from = in.skip(length, "data of the manufacturer");
        String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(in.array(), from, from + length);
        text(hex, Obis.NONE, out);
        out.label(more ? "More records follow" : "Manufacturer specific");
        out.slot(more ? Function.MORE_RECORDS : Function.MANUFACTURER, 0, 0, 0);
    }

    private void data(ObservationSink out) {
        int field = record.dataField();
        Obis obis = pushed ? ObisNames.of(record) : Obis.NONE;
        if (field == DATA_VARIABLE) {
            variable(obis, out);
        } else {
            int length = DATA_BYTES[field];
            int at = in.skip(length, "data");
            if (at < 0) {
                return;
            }
            if (field == DATA_REAL) {
                real(at, obis, out);
            } else if (field > DATA_SELECTION) {
                bcd(at, length, false, obis, out);
            } else if (length == 0) {
                text("", obis, out);
            } else if (record.vif().type() == Vif.Type.TIME_POINT && TimePoint.isLength(length)) {
                timePoint(at, length, obis, out);
                return;
            } else {
                binary(at, length, obis, out);
            }
        }
        if (in.ok()) {
            record.report(out);
        }
    }

    private void timePoint(int at, int length, Obis obis, ObservationSink out) {
        timePoint.read(in.array(), at, length);
        boolean current = timePoint.isClock() && record.isCurrent();
        if (current && !timed) {
            timed = true;
            out.time(timePoint.localSecond(), timePoint.deviation());
            out.written(at - start, length, timePoint);
            if (pushed) {
                return;
            }
        }
        if (timePoint.isClock()) {
            out.clock(obis, timePoint.localSecond(), timePoint.deviation());
            out.written(at - start, length, timePoint);
        } else {
            text(timePoint.text(), obis, out);
        }
        record.report(out);
    }

    private void number(long digits, int scale, Obis obis, ObservationSink out) {
        Vif vif = record.vif();
        if (vif.factor() == 1) {
            out.amount(obis, digits, scale + record.scale(), vif.unit());
            return;
        }
        long scaled = digits * vif.factor();
        if (Math.multiplyHigh(digits, vif.factor()) != scaled >> 63) {
            text(Long.toString(digits), obis, out);
        } else {
            out.amount(obis, scaled, scale + record.scale(), vif.unit());
        }
    }

    /** Of the amount reported last, unless more than its bytes has made it. */
    private void written(int at, int length, NumberNotation notation, ObservationSink out) {
        if (!highByteFirst && record.vif().factor() == 1) {
            out.written(at - start, length, notation);
        }
    }

    private void real(int at, Obis obis, ObservationSink out) {
        float value = Float.intBitsToFloat((int) Numbers.binary(in.array(), at, 4, highByteFirst));
        if (!Float.isFinite(value)) {
            text("", obis, out);
            return;
        }
        BigDecimal shortest = new BigDecimal(Float.toString(value)).stripTrailingZeros();
        number(shortest.unscaledValue().longValue(), -shortest.scale(), obis, out);
    }

    /** A number with letters in place of digits is only in a value of an error state still a number. */
    private void bcd(int at, int length, boolean negative, Obis obis, ObservationSink out) {
        byte[] bytes = in.array();
        boolean digits = Numbers.isBcd(bytes, at, length, highByteFirst);
        if (!digits) {
            out.warning(at - start, "a number with letters in place of digits");
        }
        if (digits || record.function() == Function.ERROR) {
            long value = Numbers.bcd(bytes, at, length, highByteFirst);
            number(negative ? -value : value, 0, obis, out);
            if (!negative) {
                written(at, length, LowFirst.BCD, out);
            }
        } else {
            text(Numbers.digits(bytes, at, length, highByteFirst), obis, out);
        }
    }

    /** Data with a length of their own (EN 13757-3, 6.3.3, table LVAR). */
    private void variable(Obis obis, ObservationSink out) {
        int form = in.u8("LVAR");
        int count = form & 0x0F;
        boolean isNumber = form >= 0xC0;
        int at = in.skip(isNumber ? count : form, "data");
        if (at < 0) {
            return;
        }
        if (!isNumber) {
            reversed(at, form, obis, out);
            return;
        }
        switch (form >> 4) {
            case 0xC, 0xD -> decimal(at, count, form >> 4 == 0xD, obis, out);
            case 0xE -> binary(at, count, obis, out);
            default -> {
                if (count == Float.BYTES) {
                    real(at, obis, out);
                } else {
                    text(Numbers.digits(in.array(), at, count, highByteFirst), obis, out);
                }
            }
        }
    }

    private void decimal(int at, int length, boolean negative, Obis obis, ObservationSink out) {
        if (length <= 9) {
            bcd(at, length, negative, obis, out);
        } else {
            text((negative ? "-" : "") + Numbers.digits(in.array(), at, length, highByteFirst), obis, out);
        }
    }

    private void binary(int at, int length, Obis obis, ObservationSink out) {
        if (length <= Long.BYTES) {
            number(Numbers.binary(in.array(), at, length, highByteFirst), 0, obis, out);
            written(at, length, LowFirst.BINARY, out);
        } else {
            text(Numbers.digits(in.array(), at, length, highByteFirst), obis, out);
        }
    }

    /** Texts come last character first. */
    private void reversed(int at, int length, Obis obis, ObservationSink out) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = in.array()[at + length - 1 - i];
        }
        out.text(obis, text, 0, length);
    }

    private static void text(String text, Obis obis, ObservationSink out) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.text(obis, bytes, 0, bytes.length);
    }
}
