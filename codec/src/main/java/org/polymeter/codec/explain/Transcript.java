package org.polymeter.codec.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.explain.PartTree.Node;
import org.polymeter.codec.observation.Function;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;

/**
 * Stands before a telegram while its payload is decoded: passes everything on, and remembers from
 * which bytes it was read.
 */
public final class Transcript implements ObservationSink {

    private final Telegram telegram;
    private final PartTree tree = new PartTree();
    private final List<Node> lines = new ArrayList<>(); // by line of the telegram
    private Node last = new Node(0, 0, "", ""); // the field reported last

    public Transcript(Telegram telegram) {
        this.telegram = telegram;
    }

    /** Says at each field what was made of it; the telegram must be complete by then. */
    PartTree tree() {
        for (int i = 0; i < lines.size() && i < telegram.size(); i++) {
            tree.note(lines.get(i), meaning(telegram, i));
        }
        lines.clear();
        return tree;
    }

    private static String meaning(Telegram telegram, int i) {
        Obis obis = telegram.obis(i);
        String name = obis.isNone() ? telegram.label(i) : obis.toString();
        String value = switch (telegram.kind(i)) {
            case AMOUNT ->
                (telegram.value(i).toPlainString() + " " + telegram.unit(i).symbol()).strip();
            case TEXT -> '"' + telegram.text(i) + '"';
            case CLOCK ->
                java.time.LocalDateTime.ofEpochSecond(telegram.localSecond(i), 0, java.time.ZoneOffset.UTC)
                        .toString();
        };
        String sentence = name.isEmpty() ? value : name + " = " + value;
        return quantity(telegram, i)
                .map(quantity -> sentence + " → " + quantity.name())
                .orElse(sentence);
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
    public void field(int offset, int length, String label) {
        last = new Node(offset, offset + length, label, "");
        tree.add(last);
        telegram.field(offset, length, label);
    }

    @Override
    public void open(int offset, String label) {
        tree.open(offset, label);
    }

    @Override
    public void close(int offset) {
        tree.close(offset);
    }

    @Override
    public void at(int offset) {
        Optional<Node> found = tree.leafAt(offset);
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
