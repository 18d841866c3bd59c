package org.polymeter.codec.observation;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Observation.WallClock;
import org.polymeter.codec.observation.Slots.TimeUse;

/**
 * What one meter said in one message: identification, clock, values and warnings, in the meter's
 * own words and order.
 *
 * <p>A scratch pad that one thread fills and reads again and again: columns instead of objects, so
 * that it makes no garbage. Whoever wants records asks for {@link #observations()}.
 */
public final class Telegram implements ObservationSink {

    /** What a line of the telegram holds. */
    public enum Kind {
        AMOUNT,
        TEXT,
        CLOCK
    }

    private String protocol = "";
    private String identification = "";
    private Obis list = Obis.NONE;
    private String form = "";
    private String layout = "";
    private String recentIdentification = "";
    private String model = "";
    private String senderScheme = "";
    private String sender = "";
    private String medium = "";
    private boolean timed;
    private long localSecond;
    private int deviation;

    private final Lines lines = new Lines();
    private final Slots slots = new Slots();
    private final Shape shape = new Shape();
    private boolean open;
    private boolean rescaled;
    private TimeUse lastTime = TimeUse.TELEGRAM;
    private long revision;
    private byte[] texts = new byte[1024];
    private int textsLength;
    private final List<String> warnings = new ArrayList<>();

    /** Empties the pad for the next message. */
    public void clear(String protocol) {
        this.protocol = protocol;
        identification = "";
        list = Obis.NONE;
        form = "";
        layout = "";
        model = "";
        senderScheme = "";
        sender = "";
        medium = "";
        timed = false;
        open = false;
        rescaled = false;
        lines.size = 0;
        textsLength = 0;
        warnings.clear();
        slots.clear();
        shape.forget();
        revision++;
    }

    /**
     * Remembers the payload that it was read from, for {@link #recall}.
     *
     * @return false if it does not, for there was something odd about it, or nothing that could change
     */
    public boolean remember(byte[] payload, int offset, int length) {
        boolean plain = warnings.isEmpty() && !slots.isEmpty();
        if (plain) {
            shape.fix(payload, offset, length);
            slots.release(shape);
        }
        return plain;
    }

    /**
     * Whether the payload is the one remembered but for its numbers and times. Then this telegram has
     * those now, as if the payload had been decoded into it, and is without warnings; else it must be
     * cleared before it is used.
     */
    public boolean recall(byte[] payload, int offset, int length) {
        if (!shape.fits(payload, offset, length)) {
            return false;
        }
        warnings.clear();
        return slots.areIntact(payload, offset)
                && slots.readNumbers(payload, offset, lines)
                && slots.readTimes(payload, offset, this);
    }

    /** As long as it stays the same, and it is recalled, nothing but numbers, times and warnings have changed. */
    public long revision() {
        return revision;
    }

    /** Whether that telegram is this one, which was recalled since, and had this {@link #revision}. */
    public boolean isRecalled(@Nullable Telegram before, long itsRevision) {
        return before == this && itsRevision == revision && shape.isKnown();
    }

    /** {@code dsmr}, {@code dlms}, {@code tasmota}, … */
    public String protocol() {
        return protocol;
    }

    /** P1: the line after the slash; empty elsewhere. */
    public String identification() {
        return identification;
    }

    /** DLMS: the push setup that sent it, such as 0-8:25.9.0; {@link Obis#NONE} if not told. */
    public Obis list() {
        return list;
    }

    /** DLMS: how the list names its values, see {@link ObservationSink#form}; empty elsewhere. */
    public String form() {
        return form;
    }

    /**
     * The kind of meter whose list this is, where the list carries no codes and only its layout tells
     * what the values mean; else empty.
     */
    public String layout() {
        return layout;
    }

    /** Who sent it, where the message says so outside its values; empty if it does not. */
    public String sender() {
        return sender;
    }

    /** What kind of name {@link #sender()} is: {@code mbus}, {@code title}, {@code sml}. */
    public String senderScheme() {
        return senderScheme;
    }

    /** What is metered, where the message says so: a word of the profile, such as {@code heat}; else empty. */
    public String medium() {
        return medium;
    }

    /** The kind of meter, for people, where the telegram gives it away; empty if not. */
    public String model() {
        return model;
    }

    public void model(String model) {
        this.model = model;
    }

    /** Whether the telegram says when it was made. */
    public boolean isTimed() {
        return timed;
    }

    /** Meaningful only if {@link #isTimed()}. */
    public long localSecond() {
        return localSecond;
    }

    /** See {@link Deviation}; meaningful only if {@link #isTimed()}. */
    public int deviation() {
        return deviation;
    }

    public int size() {
        return lines.size;
    }

    public Kind kind(int index) {
        return lines.kinds[index];
    }

    public Obis obis(int index) {
        return lines.codes[index];
    }

    /** AMOUNT only: the digits; the value is {@code mantissa × 10^scale}. */
    public long mantissa(int index) {
        return lines.numbers[index];
    }

    /** AMOUNT only. */
    public int scale(int index) {
        return lines.scales[index];
    }

    /** AMOUNT only. */
    public Unit unit(int index) {
        return lines.units[index];
    }

    /** AMOUNT only: exact, as the meter wrote it, decimals kept. */
    public BigDecimal value(int index) {
        BigDecimal value = BigDecimal.valueOf(lines.numbers[index], -lines.scales[index]);
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    /** Whether this amount has a capture time of its own. */
    public boolean isCaptured(int index) {
        return lines.is(index, Lines.CAPTURED);
    }

    /** The capture time of an amount, or the time of a CLOCK. */
    public long localSecond(int index) {
        return lines.kinds[index] == Kind.CLOCK ? lines.numbers[index] : lines.captureSeconds[index];
    }

    /** The deviation that goes with {@link #localSecond(int)}. */
    public int deviation(int index) {
        return lines.kinds[index] == Kind.CLOCK ? lines.scales[index] : lines.captureDeviations[index];
    }

    /** Whether this amount stands in a row of a history that the meter keeps. */
    public boolean isRow(int index) {
        return lines.is(index, Lines.ROW);
    }

    /** The stamp of the row, meaningful only if {@link #isRow(int)}. */
    public long rowSecond(int index) {
        return lines.rowSeconds[index];
    }

    /** The deviation that goes with {@link #rowSecond(int)}. */
    public int rowDeviation(int index) {
        return lines.rowDeviations[index];
    }

    /** TEXT only: ASCII if every byte is printable, else upper-case hex; trailing padding gone. */
    public String text(int index) {
        return readable(texts, (int) lines.numbers[index], lines.scales[index]);
    }

    /** TEXT only: whether the bytes begin with these ASCII characters; makes no garbage. */
    public boolean textStartsWith(int index, String prefix) {
        if (prefix.length() > lines.scales[index]) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (texts[(int) lines.numbers[index] + i] != (byte) prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** TEXT only: a copy of the bytes, padding included. */
    public byte[] textBytes(int index) {
        int from = (int) lines.numbers[index];
        return Arrays.copyOfRange(texts, from, from + lines.scales[index]);
    }

    /** What protocol or adapter call a value without OBIS code; empty for all others. */
    public String label(int index) {
        return lines.is(index, Lines.LABELLED) ? lines.labels[index] : "";
    }

    /** Whether the value stands in a memory that keeps several of a kind (M-Bus). */
    public boolean hasSlot(int index) {
        return lines.is(index, Lines.SLOTTED);
    }

    /** Meaningful only if {@link #hasSlot(int)}, as are the next three. */
    public Function function(int index) {
        return hasSlot(index) ? lines.functions[index] : Function.INSTANTANEOUS;
    }

    /** 0 is the present value. */
    public long storage(int index) {
        return lines.storages[index];
    }

    /** 0 is the total. */
    public int tariff(int index) {
        return lines.tariffs[index];
    }

    /** 0 is the meter itself. */
    public int device(int index) {
        return lines.devices[index];
    }

    /** Whether there is more to say of the value than its label does. */
    public boolean isQualified(int index) {
        return lines.is(index, Lines.QUALIFIED);
    }

    public List<String> warnings() {
        return warnings;
    }

    /** Whether a status word stands beside the value (SML). */
    public boolean hasStatus(int index) {
        return lines.is(index, Lines.STATED);
    }

    /** Meaningful only if {@link #hasStatus(int)}. */
    public long status(int index) {
        return lines.statuses[index];
    }

    /** AMOUNT only: how many bytes it took on the wire; 0 if the decoder does not say. */
    public int width(int index) {
        return lines.is(index, Lines.MEASURED) ? lines.widths[index] : 0;
    }

    /** What a value is about: its own code, or the one that its kind of meter should have sent. */
    public Obis meaning(int index) {
        return lines.is(index, Lines.MEANT) ? lines.meanings[index] : lines.codes[index];
    }

    /** Whether the value counts in the other direction than its {@link #meaning(int)}. */
    public boolean isTurned(int index) {
        return lines.is(index, Lines.TURNED);
    }

    /** Where a code first stands, or -1. */
    public int indexOf(Obis obis) {
        for (int i = 0; i < lines.size; i++) {
            if (lines.codes[i].packed() == obis.packed()) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Whether another one says the same in the same order, but for the time it was made, the numbers
     * of its amounts and the times of its clocks and captures. Makes no garbage.
     */
    public boolean isLike(Telegram other) {
        return protocol.equals(other.protocol)
                && identification.equals(other.identification)
                && model.equals(other.model)
                && senderScheme.equals(other.senderScheme)
                && sender.equals(other.sender)
                && medium.equals(other.medium)
                && lines.areLike(other.lines)
                && Arrays.equals(texts, 0, textsLength, other.texts, 0, other.textsLength);
    }

    /** States what a value is about; the value itself stays as sent. */
    public void means(int index, Obis meaning, boolean turned) {
        lines.meanings[index] = meaning;
        lines.mark(index, Lines.MEANT);
        if (turned) {
            lines.mark(index, Lines.TURNED);
        } else {
            lines.unmark(index, Lines.TURNED);
        }
    }

    /** States the digits of an amount that the meter coded wrongly. */
    public void correct(int index, long mantissa) {
        lines.numbers[index] = mantissa;
    }

    /** States scale and unit of an amount that the telegram left open. */
    public void rescale(int index, int scale, Unit unit) {
        rescaled = true;
        lines.scales[index] = scale;
        lines.units[index] = unit;
    }

    /** Whether some amounts came without scale and unit. */
    public boolean isOpen() {
        return open;
    }

    /** Whether some amounts did not say their scale and unit, and others stated them. */
    public boolean isRescaled() {
        return rescaled;
    }

    /** Where in the payload this observation's own record begins. */
    public int recordOffset(int index) {
        return lines.is(index, Lines.RECORDED) ? lines.recordOffsets[index] : 0;
    }

    /** Length of this observation's own record; 0 if it has none. */
    public int recordLength(int index) {
        return lines.is(index, Lines.RECORDED) ? lines.recordLengths[index] : 0;
    }

    /** A copy that owns everything, safe to keep. */
    public Telegram copy() {
        Telegram copy = new Telegram();
        copy.become(this);
        return copy;
    }

    /** Becomes a copy of another one; makes no garbage once the pad is wide enough. */
    public void become(Telegram other) {
        clear(other.protocol);
        list = other.list;
        form = other.form;
        layout = other.layout;
        model = other.model;
        senderScheme = other.senderScheme;
        sender = other.sender;
        medium = other.medium;
        append(other);
    }

    /** All lines as records, for people, tests and tools. */
    public List<Observation> observations() {
        List<Observation> list = new ArrayList<>(lines.size);
        for (int i = 0; i < lines.size; i++) {
            list.add(
                    switch (lines.kinds[i]) {
                        case AMOUNT -> new Observation.Amount(lines.codes[i], value(i), lines.units[i], capture(i));
                        case TEXT -> new Observation.Text(lines.codes[i], text(i));
                        case CLOCK ->
                            new Observation.Clock(lines.codes[i], new WallClock(lines.numbers[i], lines.scales[i]));
                    });
        }
        return list;
    }

    @Override
    public boolean isExplained() {
        return false;
    }

    @Override
    public void identification(byte[] bytes, int offset, int length) {
        if (!same(recentIdentification, bytes, offset, length)) {
            recentIdentification = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        identification = recentIdentification;
    }

    @Override
    public void time(long localSecond, int deviation) {
        lastTime = TimeUse.TELEGRAM;
        this.timed = true;
        this.localSecond = localSecond;
        this.deviation = deviation;
    }

    @Override
    public void amount(Obis obis, long mantissa, int scale, Unit unit) {
        lines.add(Kind.AMOUNT, obis, mantissa, scale, unit);
        open |= unit.isUnstated();
    }

    @Override
    public void capturedAt(long localSecond, int deviation) {
        if (lines.size > 0) {
            lastTime = TimeUse.CAPTURE;
            lines.mark(lines.size - 1, Lines.CAPTURED);
            lines.captureSeconds[lines.size - 1] = localSecond;
            lines.captureDeviations[lines.size - 1] = deviation;
        }
    }

    @Override
    public void rowAt(long localSecond, int deviation) {
        if (lines.size > 0) {
            lastTime = TimeUse.ROW;
            lines.mark(lines.size - 1, Lines.ROW);
            lines.rowSeconds[lines.size - 1] = localSecond;
            lines.rowDeviations[lines.size - 1] = deviation;
        }
    }

    @Override
    public void text(Obis obis, byte[] bytes, int offset, int length) {
        lines.add(Kind.TEXT, obis, store(bytes, offset, length), length, Unit.NONE);
    }

    @Override
    public void clock(Obis obis, long localSecond, int deviation) {
        lastTime = TimeUse.CLOCK;
        lines.add(Kind.CLOCK, obis, localSecond, deviation, Unit.NONE);
    }

    @Override
    public void written(int offset, int length, NumberNotation notation) {
        slots.number(lines.size - 1, offset, length, notation);
    }

    @Override
    public void written(int offset, int length, TimeNotation notation) {
        slots.time(lastTime, lines.size - 1, offset, length, notation);
    }

    @Override
    public void checked(int offset, int length, int width, Checksum checksum) {
        slots.checksum(offset, length, width, checksum);
    }

    @Override
    public void silent(int offset, int length) {
        slots.silence(offset, length);
    }

    /** Changes one time. */
    void time(TimeUse use, int line, long second, int deviation) {
        switch (use) {
            case TELEGRAM -> {
                localSecond = second;
                this.deviation = deviation;
            }
            case CLOCK -> {
                lines.numbers[line] = second;
                lines.scales[line] = deviation;
            }
            case CAPTURE -> {
                lines.captureSeconds[line] = second;
                lines.captureDeviations[line] = deviation;
            }
            case ROW -> {
                lines.rowSeconds[line] = second;
                lines.rowDeviations[line] = deviation;
            }
        }
    }

    @Override
    public void unnamed(byte[] bytes, int offset, int length) {
        text(Obis.NONE, bytes, offset, length);
    }

    /** A number that an adapter names in its own way. */
    public void labelled(String label, long mantissa, int scale, Unit unit) {
        amount(Obis.NONE, mantissa, scale, unit);
        label(label);
    }

    /** A text that an adapter names in its own way. */
    public void labelled(String label, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        text(Obis.NONE, bytes, 0, bytes.length);
        label(label);
    }

    @Override
    public void label(String label) {
        if (lines.size > 0) {
            lines.labels[lines.size - 1] = label;
            lines.mark(lines.size - 1, Lines.LABELLED);
        }
    }

    @Override
    public void slot(Function function, long storage, int tariff, int device) {
        if (lines.size > 0) {
            int i = lines.size - 1;
            lines.mark(i, Lines.SLOTTED);
            lines.functions[i] = function;
            lines.storages[i] = storage;
            lines.tariffs[i] = tariff;
            lines.devices[i] = device;
        }
    }

    @Override
    public void statusWord(long word) {
        if (lines.size > 0) {
            lines.mark(lines.size - 1, Lines.STATED);
            lines.statuses[lines.size - 1] = word;
        }
    }

    @Override
    public void wireWidth(int bytes) {
        if (lines.size > 0) {
            lines.widths[lines.size - 1] = bytes;
            lines.mark(lines.size - 1, Lines.MEASURED);
        }
    }

    @Override
    public void qualified() {
        if (lines.size > 0) {
            lines.mark(lines.size - 1, Lines.QUALIFIED);
        }
    }

    @Override
    public void sender(String scheme, String text) {
        senderScheme = scheme;
        sender = text;
    }

    @Override
    public void medium(String medium) {
        this.medium = medium;
    }

    @Override
    public void list(Obis name) {
        list = name;
    }

    @Override
    public void form(String form) {
        this.form = form;
    }

    @Override
    public void layout(String kind) {
        layout = kind;
    }

    @Override
    public void record(int offset, int length) {
        if (lines.size > 0) {
            lines.mark(lines.size - 1, Lines.RECORDED);
            lines.recordOffsets[lines.size - 1] = offset;
            lines.recordLengths[lines.size - 1] = length;
        }
    }

    @Override
    public void warning(int offset, String message) {
        warnings.add("byte " + offset + ": " + message);
    }

    /** Adds a remark that belongs to no byte. */
    public void remark(String message) {
        warnings.add(message);
    }

    /**
     * Adds all lines of another telegram behind mine, as if one message had said both; identification
     * and clock are taken over only where I have none.
     */
    public void append(Telegram other) {
        if (identification.isEmpty()) {
            identification = other.identification;
        }
        if (!timed && other.timed) {
            time(other.localSecond, other.deviation);
        }
        for (int i = 0; i < other.lines.size; i++) {
            append(other, i);
        }
        warnings.addAll(other.warnings);
    }

    /** Adds one line of another telegram. */
    public void append(Telegram other, int index) {
        int i = lines.append(other.lines, index);
        open |= lines.units[i].isUnstated();
        if (lines.kinds[i] == Kind.TEXT) {
            lines.numbers[i] = store(other.texts, (int) other.lines.numbers[index], other.lines.scales[index]);
        }
    }

    /** Keeps the bytes of a text; returns where. */
    private int store(byte[] bytes, int offset, int length) {
        int from = textsLength;
        if (from + length > texts.length) {
            texts = Arrays.copyOf(texts, Math.max(2 * texts.length, from + length));
        }
        System.arraycopy(bytes, offset, texts, from, length);
        textsLength += length;
        return from;
    }

    private Optional<WallClock> capture(int index) {
        return isCaptured(index)
                ? Optional.of(new WallClock(lines.captureSeconds[index], lines.captureDeviations[index]))
                : Optional.empty();
    }

    private static String readable(byte[] bytes, int offset, int length) {
        int end = offset + length;
        while (end > offset && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
            end--;
        }
        for (int i = offset; i < end; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return java.util.HexFormat.of().withUpperCase().formatHex(bytes, offset, offset + length);
            }
        }
        return new String(bytes, offset, end - offset, StandardCharsets.US_ASCII);
    }

    /** The identification never changes, so comparing first saves making the same string again. */
    private static boolean same(String text, byte[] bytes, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != (char) (bytes[offset + i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }
}
