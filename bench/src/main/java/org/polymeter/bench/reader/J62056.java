package org.polymeter.bench.reader;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import org.openmuc.j62056.DataSet;
import org.openmuc.j62056.internal.Bcc;

/**
 * j62056: the data lines of a P1 telegram as it reads those of a readout, numbers with units as
 * BigDecimal. It knows no CRC, no times and no logs of P1.
 */
public final class J62056 implements Reader {

    private static final byte LINE_FEED = '\n';

    /** Its reader of one data set is not public. */
    private static final Method READ_DATA_SET = reader();

    private int values;

    @Override
    public long read(byte[] telegram) {
        int header = dataAt(telegram);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(telegram, header, telegram.length - header));
        long sum = 0;
        values = 0;
        try {
            Bcc bcc = new Bcc();
            for (DataSet next = next(in, bcc); next != null; next = next(in, bcc)) {
                values++;
                sum += next.getAddress().length();
                sum += next.getUnit().isEmpty() ? 0 : new BigDecimal(next.getValue()).scale();
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("j62056 refuses a telegram", e);
        }
        return sum;
    }

    @Override
    public int values() {
        return values;
    }

    /** Behind the identification and one of the two line ends after it: it takes the other itself. */
    private static int dataAt(byte[] telegram) {
        int at = 0;
        while (telegram[at] != LINE_FEED) {
            at++;
        }
        return at + 1;
    }

    private static DataSet next(DataInputStream in, Bcc bcc) throws IllegalAccessException, InvocationTargetException {
        return (DataSet) READ_DATA_SET.invoke(null, in, bcc);
    }

    private static Method reader() {
        try {
            Method reader = DataSet.class.getDeclaredMethod("readDataSet", DataInputStream.class, Bcc.class);
            reader.setAccessible(true);
            return reader;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
