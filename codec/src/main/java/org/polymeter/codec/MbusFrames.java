package org.polymeter.codec;

import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.mbus.MbusFramer;

/** Parts the frames of M-Bus by what they carry. */
record MbusFrames(FrameSink messages, FrameSink records) implements FrameSink {

    @Override
    public void frame(Frame frame) {
        (MbusFramer.carriesRecords(frame.link()) ? records : messages).frame(frame);
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        messages.noise(streamOffset, length, why);
    }
}
