package org.polymeter.bench.reader;

import java.io.IOException;
import org.openmuc.jmbus.DataRecord;
import org.openmuc.jmbus.DecodingException;
import org.openmuc.jmbus.MBusMessage;
import org.openmuc.jmbus.VariableDataStructure;

/** jMBus: a frame is told apart, its records become objects with values. It checks no checksum. */
public final class Jmbus implements Reader {

    private int values;

    @Override
    public long read(byte[] telegram) {
        try {
            VariableDataStructure data =
                    MBusMessage.decode(telegram, telegram.length).getVariableDataResponse();
            data.decode();
            values = data.getDataRecords().size();
            long sum = 0;
            for (DataRecord each : data.getDataRecords()) {
                sum += each.getMultiplierExponent();
                if (each.getDataValue() instanceof Number number) {
                    sum += number.longValue();
                }
            }
            return sum;
        } catch (IOException | DecodingException e) {
            throw new IllegalStateException("jMBus refuses a telegram", e);
        }
    }

    @Override
    public int values() {
        return values;
    }
}
