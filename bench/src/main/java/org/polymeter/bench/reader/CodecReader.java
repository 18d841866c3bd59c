package org.polymeter.bench.reader;

import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/** Our codec: bytes are fed, framed, checked and decoded; every value is looked at. */
public final class CodecReader implements Reader, MeterStream.Listener {

    private final MeterStream stream;
    private int telegrams;
    private int values;
    private int remarks;
    private long sum;

    public CodecReader(Options options) {
        this.stream = MeterStream.of(options, this);
    }

    @Override
    public long read(byte[] telegram) {
        int before = telegrams;
        stream.feed(telegram, 0, telegram.length);
        if (telegrams != before + 1) {
            throw new IllegalStateException(telegrams - before + " telegrams in place of one");
        }
        return sum;
    }

    @Override
    public int values() {
        return values;
    }

    @Override
    public int remarks() {
        return remarks;
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        telegrams++;
        values = telegram.size();
        remarks += telegram.warnings().size();
        for (int i = 0; i < values; i++) {
            if (telegram.kind(i) == Telegram.Kind.AMOUNT) {
                sum += telegram.mantissa(i)
                        + telegram.scale(i)
                        + telegram.unit(i).power()
                        + telegram.obis(i).packed();
            }
        }
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        throw new IllegalStateException(trouble.toString());
    }
}
