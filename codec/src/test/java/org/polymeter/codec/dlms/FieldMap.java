package org.polymeter.codec.dlms;

import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Unit;

/** Notes which bytes of a payload have been explained. */
public final class FieldMap implements ObservationSink {

    private final int[] times;

    public FieldMap(int length) {
        times = new int[length];
    }

    /** Bytes that were not explained exactly once. */
    public List<Integer> gaps() {
        List<Integer> gaps = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            if (times[i] != 1) {
                gaps.add(i);
            }
        }
        return gaps;
    }

    @Override
    public void field(int offset, int length, String label) {
        for (int i = offset; i < offset + length; i++) {
            times[i]++;
        }
    }

    @Override
    public void identification(byte[] bytes, int offset, int length) {}

    @Override
    public void time(long localSecond, int deviation) {}

    @Override
    public void amount(Obis obis, long mantissa, int scale, Unit unit) {}

    @Override
    public void capturedAt(long localSecond, int deviation) {}

    @Override
    public void text(Obis obis, byte[] bytes, int offset, int length) {}

    @Override
    public void clock(Obis obis, long localSecond, int deviation) {}
}
