package org.polymeter.codec.explain;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.explain.PartTree.Node;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Checksum;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Function;
import org.polymeter.codec.observation.NumberNotation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.TimeNotation;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;

/**
 * Stands before a telegram while its payload is decoded: passes everything on, and remembers from
 * which bytes it was read.
 */
public final class Transcript implements ObservationSink {

    /** Of readouts, which say the time of day on another line: the time is known only at the end. */
    private static final String DATE = "date";

    /** Fields that say the time of the telegram. What is known to be a clock is a line of the telegram. */
    private static final Set<String> TIMES =
            Set.of("date-time", "date and time", "time of the telegram", "horodate", "timestamp", "data");

    /** No zone is farther from UTC. */
    private static final int MOST_MINUTES = 18 * 60;

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final Telegram telegram;
    private final PartTree message = new PartTree();
    private PartTree tree = message; // what is described now
    private Optional<Opened> opened = Optional.empty();
    private final List<Node> lines = new ArrayList<>(); // by line of the telegram
    private Optional<Node> date = Optional.empty();
    private Node last = new Node(0, 0, "", ""); // the field reported last

    public Transcript(Telegram telegram) {
        this.telegram = telegram;
    }

    /**
     * What was decrypted within the payload.
     *
     * @param offset of its first byte in the payload
     * @param text its payload is the text
     */
    record Opened(int offset, Frame text, PartTree tree) {}

    /** Says at each field what was made of it; the telegram must be complete by then. */
    PartTree tree() {
        for (int i = 0; i < lines.size() && i < telegram.size(); i++) {
            lines.get(i).note(meaning(telegram, i));
        }
        lines.clear();
        return message;
    }

    Optional<Opened> plaintext() {
        return opened;
    }

    private int base() {
        return opened.map(Opened::offset).orElse(0);
    }

    private static String meaning(Telegram telegram, int i) {
        Obis obis = telegram.obis(i);
        String name = obis.isNone() ? telegram.label(i) : obis.toString();
        String value = switch (telegram.kind(i)) {
            case AMOUNT ->
                (telegram.value(i).toPlainString() + " " + telegram.unit(i).symbol()).strip();
            case TEXT -> '"' + telegram.text(i) + '"';
            case CLOCK -> moment(telegram.localSecond(i), telegram.deviation(i));
        };
        boolean isCaptured = telegram.kind(i) == Telegram.Kind.AMOUNT && telegram.isCaptured(i);
        String captured = isCaptured ? " at " + moment(telegram.localSecond(i), telegram.deviation(i)) : "";
        String sentence = (name.isEmpty() ? value : name + " = " + value) + captured;
        return quantity(telegram, i)
                .map(quantity -> sentence + Part.BECOMES + quantity.name())
                .orElse(sentence);
    }

    /** In the meter's local time, with what it says of its zone. */
    private static String moment(long localSecond, int deviation) {
        String local =
                LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC).format(SECONDS);
        if (Deviation.isMinutes(deviation) && Math.abs(deviation) <= MOST_MINUTES) {
            return local + ZoneOffset.ofTotalSeconds(-60 * deviation);
        }
        return switch (deviation) {
            case Deviation.SUMMER -> local + ", summer time";
            case Deviation.WINTER -> local + ", winter time";
            default -> local;
        };
    }

    private static Optional<Quantity> quantity(Telegram telegram, int i) {
        Obis obis = telegram.obis(i);
        return telegram.kind(i) == Telegram.Kind.AMOUNT
                ? Vocabulary.standard().quantity(obis, telegram.unit(i))
                : Vocabulary.standard().quantity(obis);
    }

    /** A line has been added: it was read from the field before it. */
    private void line() {
        while (lines.size() < telegram.size()) {
            lines.add(last);
        }
    }

    @Override
    public boolean isExplained() {
        return true;
    }

    @Override
    public void field(int offset, int length, String label) {
        last = new Node(offset - base(), offset - base() + length, label, "");
        tree.add(last);
        if (label.equals(DATE)) {
            date = Optional.of(last);
        }
        telegram.field(offset, length, label);
    }

    @Override
    public void open(int offset, String label) {
        tree.open(offset - base(), label);
    }

    @Override
    public void close(int offset) {
        tree.close(offset - base());
    }

    @Override
    public void opened(int offset, int sealed, byte[] bytes, int from, int length) {
        last.note("see the plaintext");
        if (length > sealed) {
            message.part(offset + sealed, length - sealed, "records in clear", "see the plaintext");
        }
        tree = new PartTree();
        opened = Optional.of(
                new Opened(offset, new Frame().payload(bytes, from, length).copy(), tree));
    }

    @Override
    public void at(int offset) {
        Optional<Node> found = tree.leafAt(offset - base());
        if (found.isPresent() && !lines.isEmpty()) {
            lines.set(lines.size() - 1, found.get());
        }
    }

    @Override
    public void identification(byte[] bytes, int offset, int length) {
        telegram.identification(bytes, offset, length);
    }

    @Override
    public void time(long localSecond, int deviation) {
        if (date.isPresent() || TIMES.contains(last.label())) {
            date.orElse(last).note("time of the telegram, " + moment(localSecond, deviation));
        }
        telegram.time(localSecond, deviation);
    }

    @Override
    public void amount(Obis obis, long mantissa, int scale, Unit unit) {
        telegram.amount(obis, mantissa, scale, unit);
        line();
    }

    @Override
    public void capturedAt(long localSecond, int deviation) {
        telegram.capturedAt(localSecond, deviation);
    }

    @Override
    public void rowAt(long localSecond, int deviation) {
        telegram.rowAt(localSecond, deviation);
    }

    @Override
    public void text(Obis obis, byte[] bytes, int offset, int length) {
        telegram.text(obis, bytes, offset, length);
        line();
    }

    @Override
    public void clock(Obis obis, long localSecond, int deviation) {
        telegram.clock(obis, localSecond, deviation);
        line();
    }

    @Override
    public void unnamed(byte[] bytes, int offset, int length) {
        telegram.unnamed(bytes, offset, length);
        line();
    }

    @Override
    public void label(String label) {
        telegram.label(label);
    }

    @Override
    public void slot(Function function, long storage, int tariff, int device) {
        telegram.slot(function, storage, tariff, device);
    }

    @Override
    public void statusWord(long word) {
        telegram.statusWord(word);
    }

    @Override
    public void written(int offset, int length, NumberNotation notation) {
        telegram.written(offset, length, notation);
    }

    @Override
    public void written(int offset, int length, TimeNotation notation) {
        telegram.written(offset, length, notation);
    }

    @Override
    public void checked(int offset, int length, int width, Checksum checksum) {
        telegram.checked(offset, length, width, checksum);
    }

    @Override
    public void silent(int offset, int length) {
        telegram.silent(offset, length);
    }

    @Override
    public void wireWidth(int bytes) {
        telegram.wireWidth(bytes);
    }

    @Override
    public void qualified() {
        telegram.qualified();
    }

    @Override
    public void form(String form) {
        telegram.form(form);
    }

    @Override
    public void sender(String scheme, String text) {
        telegram.sender(scheme, text);
    }

    @Override
    public void medium(String medium) {
        telegram.medium(medium);
    }

    @Override
    public void list(Obis name) {
        telegram.list(name);
    }

    @Override
    public void layout(String kind) {
        telegram.layout(kind);
    }

    @Override
    public void record(int offset, int length) {
        telegram.record(offset, length);
    }

    @Override
    public void warning(int offset, String message) {
        telegram.warning(offset, message);
    }
}
