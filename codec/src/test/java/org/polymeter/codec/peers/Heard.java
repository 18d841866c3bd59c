package org.polymeter.codec.peers;

import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/** What our stream makes of bytes. */
record Heard(List<Telegram> telegrams, List<Trouble> troubles) {

    static Heard of(Options options, byte[] stream) {
        Heard heard = new Heard(new ArrayList<>(), new ArrayList<>());
        MeterStream meter = MeterStream.of(options, new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {
                heard.telegrams.add(telegram.copy());
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {
                heard.troubles.add(trouble);
            }
        });
        meter.feed(stream, 0, stream.length);
        meter.end();
        return heard;
    }
}
