package org.polymeter.codec.readout;

import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.text.DataSet;
import org.polymeter.codec.text.ObisText;
import org.polymeter.codec.text.Report;

/**
 * Reads a readout: perhaps an identification, then data sets, one or several in a line, each a code
 * and values in parentheses. A data set that makes no sense costs itself and a warning.
 */
public final class ReadoutDecoder implements Decoder {

    private final ObisText code = new ObisText(true);
    private final DataSet set = new DataSet();
    private final ReadoutValues values = new ReadoutValues();

    @Override
    public Outcome decode(byte[] payload, int offset, int length, ObservationSink out) {
        int limit = offset + length;
        Report report = values.begin(out, offset, HeatMeter.isRecognised(payload, offset, limit));
        int i = identification(payload, offset, limit, report);
        boolean any = false;
        while (i < limit && payload[i] != Control.BANG) {
            if (payload[i] <= ' ' && payload[i] >= 0) {
                i++;
            } else {
                int next = dataSet(payload, i, limit, report);
                any |= next > 0;
                int past = pastDataSet(payload, i, limit);
                if (next == 0) {
                    report.field(i, past, "no code and value");
                }
                i = next > 0 ? next : past;
            }
        }
        if (i < limit) {
            report.field(i, i + 1, "end mark");
        }
        values.end();
        return any ? Outcome.COMPLETE : new Outcome.Rejected(new Fault(0, Problem.UNEXPECTED, "a data set"));
    }

    private static int identification(byte[] bytes, int from, int limit, Report report) {
        if (from == limit || bytes[from] != Control.SLASH) {
            return from;
        }
        int end = from;
        while (end < limit && !Control.isLineEnd(bytes[end])) {
            end++;
        }
        report.out().identification(bytes, from + 1, end - from - 1);
        report.field(from, end, "identification");
        return end;
    }

    /** Returns the index behind the values, or 0 if it makes no sense. */
    private int dataSet(byte[] bytes, int from, int limit, Report report) {
        int behindCode = code.read(bytes, from, limit);
        if (behindCode == ObisText.NONE || behindCode == limit || bytes[behindCode] != '(') {
            report.warn(from, "no code and value: dropped");
            return 0;
        }
        int end = set.read(bytes, from, behindCode, limit);
        if (end < 0) {
            report.warn(~end, "a value that does not end: dropped");
            return 0;
        }
        report.open(from, "data set");
        report.field(from, behindCode, "OBIS code");
        values.take(code, set);
        report.close(end);
        return end;
    }

    /** Behind the next closing parenthesis, or the end of the line if there is none. */
    private static int pastDataSet(byte[] bytes, int from, int limit) {
        int i = from;
        while (i < limit && !Control.isLineEnd(bytes[i]) && bytes[i] != ')') {
            i++;
        }
        return i < limit ? i + 1 : limit;
    }
}
