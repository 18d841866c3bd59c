package org.polymeter.codec.observation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Telegram.Kind;

/** The lines of a telegram as columns: no object per line, and no garbage once they are wide enough. */
final class Lines {

    private static final int USUAL = 48;

    int size;
    Kind[] kinds = new Kind[USUAL];
    Obis[] codes = new Obis[USUAL];

    /** Mantissa, local second, or where a text begins. */
    long[] numbers = new long[USUAL];

    /** Power of ten, deviation, or a text's length. */
    int[] scales = new int[USUAL];

    Unit[] units = new Unit[USUAL];
    String[] labels = new String[USUAL];

    /** Null where a line stands in no memory. */
    @Nullable
    Function[] functions = new @Nullable Function[USUAL];

    long[] storages = new long[USUAL];
    int[] tariffs = new int[USUAL];
    int[] devices = new int[USUAL];
    boolean[] qualified = new boolean[USUAL];
    boolean[] captured = new boolean[USUAL];
    long[] captureSeconds = new long[USUAL];
    int[] captureDeviations = new int[USUAL];
    boolean[] rows = new boolean[USUAL];
    long[] rowSeconds = new long[USUAL];
    int[] rowDeviations = new int[USUAL];
    int[] recordOffsets = new int[USUAL];
    int[] recordLengths = new int[USUAL];
    boolean[] stated = new boolean[USUAL];
    long[] statuses = new long[USUAL];
    int[] widths = new int[USUAL];

    /** The code that says what a line is about, where it is not its own. */
    Obis[] meanings = new Obis[USUAL];

    /** The line counts in the other direction than its meaning. */
    boolean[] turned = new boolean[USUAL];

    /** Adds a line about which nothing more is known; returns where it stands. */
    int add(Kind kind, Obis obis, long number, int scale) {
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = kind;
        codes[size] = obis;
        numbers[size] = number;
        scales[size] = scale;
        units[size] = Unit.NONE;
        labels[size] = "";
        functions[size] = null;
        qualified[size] = false;
        captured[size] = false;
        rows[size] = false;
        recordOffsets[size] = 0;
        recordLengths[size] = 0;
        stated[size] = false;
        widths[size] = 0;
        meanings[size] = obis;
        turned[size] = false;
        return size++;
    }

    /** Adds a line as it stands elsewhere; returns where it stands here. */
    int append(Lines other, int index) {
        int i = add(other.kinds[index], other.codes[index], other.numbers[index], other.scales[index]);
        units[i] = other.units[index];
        labels[i] = other.labels[index];
        functions[i] = other.functions[index];
        storages[i] = other.storages[index];
        tariffs[i] = other.tariffs[index];
        devices[i] = other.devices[index];
        qualified[i] = other.qualified[index];
        captured[i] = other.captured[index];
        captureSeconds[i] = other.captureSeconds[index];
        captureDeviations[i] = other.captureDeviations[index];
        rows[i] = other.rows[index];
        rowSeconds[i] = other.rowSeconds[index];
        rowDeviations[i] = other.rowDeviations[index];
        recordOffsets[i] = other.recordOffsets[index];
        recordLengths[i] = other.recordLengths[index];
        stated[i] = other.stated[index];
        statuses[i] = other.statuses[index];
        widths[i] = other.widths[index];
        meanings[i] = other.meanings[index];
        turned[i] = other.turned[index];
        return i;
    }

    private void grow() {
        int more = 2 * size;
        kinds = Arrays.copyOf(kinds, more);
        codes = Arrays.copyOf(codes, more);
        numbers = Arrays.copyOf(numbers, more);
        scales = Arrays.copyOf(scales, more);
        units = Arrays.copyOf(units, more);
        labels = Arrays.copyOf(labels, more);
        functions = Arrays.copyOf(functions, more);
        storages = Arrays.copyOf(storages, more);
        tariffs = Arrays.copyOf(tariffs, more);
        devices = Arrays.copyOf(devices, more);
        qualified = Arrays.copyOf(qualified, more);
        captured = Arrays.copyOf(captured, more);
        captureSeconds = Arrays.copyOf(captureSeconds, more);
        captureDeviations = Arrays.copyOf(captureDeviations, more);
        rows = Arrays.copyOf(rows, more);
        rowSeconds = Arrays.copyOf(rowSeconds, more);
        rowDeviations = Arrays.copyOf(rowDeviations, more);
        recordOffsets = Arrays.copyOf(recordOffsets, more);
        recordLengths = Arrays.copyOf(recordLengths, more);
        stated = Arrays.copyOf(stated, more);
        statuses = Arrays.copyOf(statuses, more);
        widths = Arrays.copyOf(widths, more);
        meanings = Arrays.copyOf(meanings, more);
        turned = Arrays.copyOf(turned, more);
    }
}
