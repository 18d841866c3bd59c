package org.polymeter.codec.p1;

import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.text.DataSet;
import org.polymeter.codec.text.ObisText;
import org.polymeter.codec.text.Report;

/**
 * Reads a P1 telegram from its slash to its exclamation mark: the identification, then lines of a
 * code and values in parentheses. A line that makes no sense costs itself and a warning.
 */
public final class P1Decoder implements Decoder {

    private final ObisText code = new ObisText();
    private final DataSet line = new DataSet();
    private static final String NO_LINE = "line without code and value";

    private final P1Values values = new P1Values();

    @Override
    public Outcome decode(byte[] payload, int offset, int length, ObservationSink out) {
        int limit = endMark(payload, offset, offset + length);
        if (length == 0 || payload[offset] != Marks.START) {
            return rejected(0, Problem.UNEXPECTED, "a slash and an identification");
        }
        if (limit < 0) {
            return rejected(length, Problem.TRUNCATED, "an exclamation mark");
        }
        int i = lineEnd(payload, offset, limit);
        Report report = values.begin(out, offset);
        out.identification(payload, offset + 1, i - offset - 1);
        report.field(offset, i, "identification");
        boolean any = false;
        while (i < limit) {
            if (Marks.isLineEnd(payload[i]) || Marks.isPadding(payload[i])) {
                i++;
            } else {
                int next = line(payload, i, limit, report);
                any |= next > 0;
                if (next == 0) {
                    next = lineEnd(payload, i, limit);
                    report.field(i, next, NO_LINE);
                }
                i = next;
            }
        }
        report.field(limit, limit + 1, "end mark");
        values.end();
        return any ? Outcome.COMPLETE : rejected(i - offset, Problem.UNEXPECTED, "an OBIS line");
    }

    /** Returns the index behind the line's values, or 0 if it makes no sense. */
    private int line(byte[] bytes, int from, int limit, Report report) {
        int behindCode = code.read(bytes, from, limit);
        if (behindCode == ObisText.NONE || behindCode == limit || bytes[behindCode] != '(') {
            report.warn(from, "no OBIS code and value: line dropped");
            return 0;
        }
        int end = line.read(bytes, from, behindCode, limit);
        if (end < 0) {
            report.warn(~end, "a value that does not end: line dropped");
            return 0;
        }
        report.open(from, "line");
        report.field(from, behindCode, "OBIS code");
        values.take(code.packed(), line);
        report.close(end);
        return lineEnd(bytes, end, limit);
    }

    private static int lineEnd(byte[] bytes, int from, int limit) {
        int i = from;
        while (i < limit && !Marks.isLineEnd(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Where the mark stands: the last byte of a frame's payload, earlier if more is handed in. */
    private static int endMark(byte[] bytes, int from, int to) {
        if (to > from && bytes[to - 1] == Marks.END) {
            return to - 1;
        }
        for (int i = from + 1; i < to; i++) {
            if (bytes[i] == Marks.END && (Marks.isLineEnd(bytes[i - 1]) || bytes[i - 1] == ')')) {
                return i;
            }
        }
        return -1;
    }

    private static Outcome rejected(int offset, Problem problem, String expected) {
        return new Outcome.Rejected(new Fault(offset, problem, expected));
    }
}
