package org.polymeter.gateway.cli.decode;

import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/** Reads what came out of a meter's port. */
final class StreamEngine implements Engine, MeterStream.Listener {

    private final MeterStream stream;
    private final Found found;

    StreamEngine(MeterStream.Options options, Found found) {
        this.found = found;
        this.stream = MeterStream.of(options, this);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        stream.feed(bytes, offset, length);
    }

    @Override
    public void end() {
        stream.end();
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        found.telegram(telegram, frame);
    }

    @Override
    public void explained(Explanation explanation) {
        found.explained(explanation);
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        found.trouble(trouble, evidence);
    }
}
