package org.polymeter.codec.mbus;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDateTime;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.polymeter.codec.bytes.ByteWriter;
import org.polymeter.codec.observation.Function;

/**
 * The inverse of {@link MbusFramer} and {@link MbusDecoder}: makes the frames a meter would send.
 *
 * <pre>{@code
 * byte[] frame = new MbusWriter("KAM", "12345678", 0x1B, 0x04)
 *         .integer(4, 12345, 0x06)
 *         .stored(1).bcd(8, 11000, 0x06)
 *         .answer(1);
 * }</pre>
 */
public final class MbusWriter {

    private static final int FILLER = 0x2F;
    private static final int BLOCK = 16;
    private static final int ANSWER = 0x08;
    private static final int SEND = 0x53;
    private static final int BROADCAST = 0xFF;
    private static final int MANAGEMENT_DEVICE = 0x01;
    private static final int INFORMATION_CLIENT = 0x67;

    /** Data bytes of a full frame: L is then FA. */
    private static final int MOST_SEGMENT_BYTES = 245;

    private final byte[] address;
    private final ByteWriter records = new ByteWriter();
    private int accessNumber;
    private int function;
    private long storage;
    private int tariff;
    private int device;

    /**
     * A meter.
     *
     * @param manufacturer three capital letters
     * @param identification eight digits
     * @param medium device type of EN 13757-3, such as 4 for heat
     */
    public MbusWriter(String manufacturer, String identification, int version, int medium) {
        int letters = 0;
        for (int i = 0; i < manufacturer.length(); i++) {
            letters = letters << 5 | (manufacturer.charAt(i) - 64);
        }
        ByteWriter bytes = new ByteWriter();
        digits(Long.parseLong(identification), 8, bytes);
        address = bytes.checksum(letters).u8(version).u8(medium).toBytes();
    }

    /** Counts the telegrams, 0..255. */
    public MbusWriter access(int number) {
        accessNumber = number;
        return this;
    }

    /** The next record stands in this storage, and so on. */
    public MbusWriter stored(long number) {
        storage = number;
        return this;
    }

    /** The next record belongs to a tariff. */
    public MbusWriter tariff(int number) {
        tariff = number;
        return this;
    }

    /** The next record belongs to a sub-unit. */
    public MbusWriter device(int number) {
        device = number;
        return this;
    }

    /** The next record is a maximum, a minimum or of an error state. */
    public MbusWriter function(Function which) {
        function = switch (which) {
            case MAXIMUM -> 1;
            case MINIMUM -> 2;
            case ERROR -> 3;
            default -> 0;
        };
        return this;
    }

    /** A binary number of 1, 2, 3, 4, 6 or 8 bytes; {@code vib}: VIF and VIFE as on the wire. */
    public MbusWriter integer(int size, long value, int... vib) {
        head(size == 8 ? 7 : size, vib);
        for (int i = 0; i < size; i++) {
            records.u8((int) (value >>> (8 * i)));
        }
        return this;
    }

    /** 2, 4, 6, 8 or 12 decimal digits. */
    public MbusWriter bcd(int count, long value, int... vib) {
        head(count == 12 ? 0x0E : 8 + count / 2, vib);
        ByteWriter digits = new ByteWriter();
        digits(Math.abs(value), count, digits);
        byte[] bytes = digits.toBytes();
        bytes[bytes.length - 1] |= (byte) (value < 0 ? 0xF0 : 0);
        records.bytes(bytes);
        return this;
    }

    /** A floating-point number. */
    public MbusWriter real(float value, int... vib) {
        head(5, vib);
        int bits = Float.floatToIntBits(value);
        for (int i = 0; i < Float.BYTES; i++) {
            records.u8(bits >>> (8 * i));
        }
        return this;
    }

    /** A text of at most 191 characters. */
    public MbusWriter text(String text, int... vib) {
        head(0x0D, vib);
        records.u8(text.length());
        backwards(text);
        return this;
    }

    /** A number whose unit is a text. */
    public MbusWriter named(String unit, int size, long value) {
        head(size, 0x7C);
        records.u8(unit.length());
        backwards(unit);
        for (int i = 0; i < size; i++) {
            records.u8((int) (value >>> (8 * i)));
        }
        return this;
    }

    /** A date and time to the minute (type F). */
    public MbusWriter time(LocalDateTime time) {
        head(4, 0x6D);
        records.u8(time.getMinute()).u8(time.getHour() | 1 << 5);
        return date(time);
    }

    /** A date and time to the second, and whether summer time applies (type I). */
    public MbusWriter time(LocalDateTime time, boolean summer) {
        head(6, 0x6D);
        records.u8(time.getSecond() | (summer ? 0x40 : 0))
                .u8(time.getMinute())
                .u8(time.getHour() | time.getDayOfWeek().getValue() << 5);
        date(time);
        records.u8(0);
        return this;
    }

    /** Bytes that only the manufacturer understands; nothing may follow. */
    public MbusWriter manufacturer(boolean more, byte... bytes) {
        records.u8(more ? 0x1F : 0x0F).bytes(bytes);
        return this;
    }

    /** Records as on the wire. */
    public MbusWriter raw(byte... bytes) {
        records.bytes(bytes);
        return this;
    }

    /** The answer to a request: C = 08, CI = 72, in clear. */
    public byte[] answer(int address) {
        return longFrame(
                ANSWER, address, header(0x72, 0).bytes(records.toBytes()).toBytes());
    }

    /** The answer, its records sealed in mode 5. */
    public byte[] answer(int address, byte[] key) {
        return longFrame(ANSWER, address, sealed(0x72, key));
    }

    /** An unasked command to a reader: C = 53, CI = 5B, sealed in mode 5. */
    public byte[] push(int address, byte[] key) {
        return longFrame(SEND, address, sealed(0x5B, key));
    }

    /** A short frame: C, A. */
    public static byte[] shortFrame(int control, int address) {
        return new ByteWriter()
                .u8(LinkFrame.SHORT_START)
                .u8(control)
                .u8(address)
                .u8(control + address)
                .u8(LinkFrame.STOP)
                .toBytes();
    }

    /** A long frame; {@code content}: from the CI field on. A length beyond 255 overflows. */
    public static byte[] longFrame(int control, int address, byte[] content) {
        int length = content.length + 2;
        int sum = control + address;
        for (byte each : content) {
            sum += each;
        }
        return new ByteWriter()
                .u8(LinkFrame.START)
                .u8(length)
                .u8(length)
                .u8(LinkFrame.START)
                .u8(control)
                .u8(address)
                .bytes(content)
                .u8(sum)
                .u8(LinkFrame.STOP)
                .toBytes();
    }

    /** A DLMS message in as many frames as it takes, as Austrian meters push it. */
    public static byte[] message(byte[] apdu) {
        return message(apdu, MOST_SEGMENT_BYTES);
    }

    /** The same in segments of a given size. */
    public static byte[] message(byte[] apdu, int segment) {
        ByteWriter frames = new ByteWriter();
        int sequence = 0;
        int from = 0;
        do {
            int count = Math.min(segment, apdu.length - from);
            boolean last = from + count == apdu.length;
            ByteWriter content = new ByteWriter()
                    .u8((sequence & 0x0F) | (last ? 0x10 : 0))
                    .u8(MANAGEMENT_DEVICE)
                    .u8(INFORMATION_CLIENT)
                    .bytes(apdu, from, count);
            frames.bytes(longFrame(SEND, BROADCAST, content.toBytes()));
            sequence++;
            from += count;
        } while (from < apdu.length);
        return frames.toBytes();
    }

    private ByteWriter header(int ci, int configuration) {
        return new ByteWriter().u8(ci).bytes(address).u8(accessNumber).u8(0).checksum(configuration);
    }

    private byte[] sealed(int ci, byte[] key) {
        ByteWriter plain = new ByteWriter().u8(FILLER).u8(FILLER).bytes(records.toBytes());
        while (plain.length() % BLOCK != 0) {
            plain.u8(FILLER);
        }
        byte[] initial = new byte[BLOCK];
        System.arraycopy(address, 4, initial, 0, 2);
        System.arraycopy(address, 0, initial, 2, 4);
        System.arraycopy(address, 6, initial, 6, 2);
        Arrays.fill(initial, 8, BLOCK, (byte) accessNumber);
        int blocks = plain.length() / BLOCK;
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(initial));
            return header(ci, 0x0500 | blocks << 4)
                    .bytes(cipher.doFinal(plain.toBytes()))
                    .toBytes();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key of AES-128 has 16 bytes", e);
        }
    }

    /** DIF, DIFE and VIF, VIFE. */
    private void head(int dataField, int... vib) {
        long storages = storage >>> 1;
        int tariffs = tariff;
        int devices = device;
        int dif = dataField | function << 4 | (int) (storage & 1) << 6;
        boolean more = storages != 0 || tariffs != 0 || devices != 0;
        records.u8(dif | (more ? 0x80 : 0));
        while (more) {
            int dife = (int) (storages & 0x0F) | (tariffs & 3) << 4 | (devices & 1) << 6;
            storages >>>= 4;
            tariffs >>>= 2;
            devices >>>= 1;
            more = storages != 0 || tariffs != 0 || devices != 0;
            records.u8(dife | (more ? 0x80 : 0));
        }
        for (int each : vib) {
            records.u8(each);
        }
        function = 0;
        storage = 0;
        tariff = 0;
        device = 0;
    }

    private MbusWriter date(LocalDateTime time) {
        int year = time.getYear() - 2000;
        records.u8(time.getDayOfMonth() | (year & 7) << 5).u8(time.getMonthValue() | (year >> 3) << 4);
        return this;
    }

    private void backwards(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = bytes.length - 1; i >= 0; i--) {
            records.u8(bytes[i]);
        }
    }

    private static void digits(long value, int count, ByteWriter out) {
        long left = value;
        for (int i = 0; i < count; i += 2) {
            out.u8((int) (left / 10 % 10) << 4 | (int) (left % 10));
            left /= 100;
        }
    }
}
