package org.polymeter.codec.frame;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down what a framer finds. */
public final class FrameLog implements FrameSink {

    public final List<String> raws = new ArrayList<>();
    public final List<byte[]> payloads = new ArrayList<>();
    public final List<Long> links = new ArrayList<>();
    public final List<String> noises = new ArrayList<>();
    public long bytes;

    @Override
    public void frame(Frame frame) {
        raws.add(HexFormat.of().withUpperCase().formatHex(frame.copyOfRaw()));
        payloads.add(frame.copyOfPayload());
        links.add(frame.link());
        bytes += frame.consumed();
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        noises.add(why + " " + length + " at " + streamOffset);
        bytes += length;
    }

    /** The payload of a frame in hex. */
    public String payload(int index) {
        return HexFormat.of().withUpperCase().formatHex(payloads.get(index));
    }
}
