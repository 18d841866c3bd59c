package org.polymeter.codec.observation;

import java.util.Arrays;
import org.polymeter.codec.observation.Telegram.Kind;

/**
 * The lines of a telegram as columns: no object per line, and no garbage once they are wide enough. Most
 * lines are a code, a number, and a unit; a mark says what else is known of one, and only then the column
 * means anything.
 */
final class Lines {

    /** The amount has a capture time of its own. */
    static final int CAPTURED = 1;

    /** It stands in a row of a history. */
    static final int ROW = 1 << 1;

    /** The protocol has a name for it. */
    static final int LABELLED = 1 << 2;

    /** There is more to say of it than its label does. */
    static final int QUALIFIED = 1 << 3;

    /** It stands in a memory that keeps several of a kind. */
    static final int SLOTTED = 1 << 4;

    /** A status word stands beside it. */
    static final int STATED = 1 << 5;

    /** It has a record of its own. */
    static final int RECORDED = 1 << 6;

    /** The decoder says how many bytes it took. */
    static final int MEASURED = 1 << 7;

    /** It is about another code than its own. */
    static final int MEANT = 1 << 8;

    /** It counts in the other direction than its meaning. */
    static final int TURNED = 1 << 9;

    private static final int USUAL = 48;

    int size;
    Kind[] kinds = new Kind[USUAL];
    Obis[] codes = new Obis[USUAL];

    /** Mantissa, local second, or where a text begins. */
    long[] numbers = new long[USUAL];

    /** Power of ten, deviation, or a text's length. */
    int[] scales = new int[USUAL];

    Unit[] units = new Unit[USUAL];
    private int[] marks = new int[USUAL];

    long[] captureSeconds = new long[USUAL];
    int[] captureDeviations = new int[USUAL];
    long[] rowSeconds = new long[USUAL];
    int[] rowDeviations = new int[USUAL];
    String[] labels = new String[USUAL];
    Function[] functions = new Function[USUAL];
    long[] storages = new long[USUAL];
    int[] tariffs = new int[USUAL];
    int[] devices = new int[USUAL];
    long[] statuses = new long[USUAL];
    int[] recordOffsets = new int[USUAL];
    int[] recordLengths = new int[USUAL];
    int[] widths = new int[USUAL];
    Obis[] meanings = new Obis[USUAL];

    /** Adds a line about which nothing more is known; returns where it stands. */
    int add(Kind kind, Obis obis, long number, int scale, Unit unit) {
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = kind;
        codes[size] = obis;
        numbers[size] = number;
        scales[size] = scale;
        units[size] = unit;
        marks[size] = 0;
        return size++;
    }

    void mark(int line, int mark) {
        marks[line] |= mark;
    }

    void unmark(int line, int mark) {
        marks[line] &= ~mark;
    }

    boolean is(int line, int mark) {
        return (marks[line] & mark) != 0;
    }

    /** Adds a line as it stands elsewhere; returns where it stands here. */
    int append(Lines other, int index) {
        int i = add(
                other.kinds[index], other.codes[index], other.numbers[index], other.scales[index], other.units[index]);
        marks[i] = other.marks[index];
        captureSeconds[i] = other.captureSeconds[index];
        captureDeviations[i] = other.captureDeviations[index];
        rowSeconds[i] = other.rowSeconds[index];
        rowDeviations[i] = other.rowDeviations[index];
        labels[i] = other.labels[index];
        functions[i] = other.functions[index];
        storages[i] = other.storages[index];
        tariffs[i] = other.tariffs[index];
        devices[i] = other.devices[index];
        statuses[i] = other.statuses[index];
        recordOffsets[i] = other.recordOffsets[index];
        recordLengths[i] = other.recordLengths[index];
        widths[i] = other.widths[index];
        meanings[i] = other.meanings[index];
        return i;
    }

    /** Whether others say the same, but for the numbers of amounts and the times of clocks and captures. */
    boolean areLike(Lines others) {
        return size == others.size
                && Arrays.equals(codes, 0, size, others.codes, 0, size)
                && Arrays.equals(kinds, 0, size, others.kinds, 0, size)
                && Arrays.equals(scales, 0, size, others.scales, 0, size)
                && Arrays.equals(units, 0, size, others.units, 0, size)
                && Arrays.equals(marks, 0, size, others.marks, 0, size)
                && areMarkedLike(others);
    }

    private boolean areMarkedLike(Lines others) {
        for (int i = 0; i < size; i++) {
            if (marks[i] != 0 && !isMarkedLike(i, others)) {
                return false;
            }
        }
        return true;
    }

    private boolean isMarkedLike(int i, Lines others) {
        boolean label = !is(i, LABELLED) || labels[i].equals(others.labels[i]);
        boolean meaning = !is(i, MEANT) || meanings[i].equals(others.meanings[i]);
        boolean status = !is(i, STATED) || statuses[i] == others.statuses[i];
        boolean slot = !is(i, SLOTTED)
                || (functions[i] == others.functions[i]
                        && storages[i] == others.storages[i]
                        && tariffs[i] == others.tariffs[i]
                        && devices[i] == others.devices[i]);
        return label && meaning && status && slot;
    }

    private void grow() {
        int more = 2 * size;
        kinds = Arrays.copyOf(kinds, more);
        codes = Arrays.copyOf(codes, more);
        numbers = Arrays.copyOf(numbers, more);
        scales = Arrays.copyOf(scales, more);
        units = Arrays.copyOf(units, more);
        marks = Arrays.copyOf(marks, more);
        captureSeconds = Arrays.copyOf(captureSeconds, more);
        captureDeviations = Arrays.copyOf(captureDeviations, more);
        rowSeconds = Arrays.copyOf(rowSeconds, more);
        rowDeviations = Arrays.copyOf(rowDeviations, more);
        labels = Arrays.copyOf(labels, more);
        functions = Arrays.copyOf(functions, more);
        storages = Arrays.copyOf(storages, more);
        tariffs = Arrays.copyOf(tariffs, more);
        devices = Arrays.copyOf(devices, more);
        statuses = Arrays.copyOf(statuses, more);
        recordOffsets = Arrays.copyOf(recordOffsets, more);
        recordLengths = Arrays.copyOf(recordLengths, more);
        widths = Arrays.copyOf(widths, more);
        meanings = Arrays.copyOf(meanings, more);
    }
}
