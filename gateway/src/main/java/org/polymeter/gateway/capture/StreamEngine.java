package org.polymeter.gateway.capture;

import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.gateway.intake.Verdicts;

/** Reads what came out of a meter's port. */
final class StreamEngine implements Engine, MeterStream.Listener {

    private final MeterStream stream;
    private final Found found;
    private final Verdicts verdicts;
    private final boolean keyGiven;
    private boolean anyClear;
    private boolean anySealed;

    StreamEngine(MeterStream.Options options, Found found) {
        this.found = found;
        this.verdicts = new Verdicts(options);
        this.keyGiven = options.keys().encryption().isPresent();
        this.stream = MeterStream.of(options, this);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        stream.feed(bytes, offset, length);
    }

    @Override
    public void end() {
        stream.end();
        if (keyGiven && anyClear && !anySealed) {
            found.remark("it is not encrypted: no key is needed");
        }
    }

    @Override
    public void found(MeterStream.Link link) {
        verdicts.over(link);
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        anyClear |= frame.seal() == Seal.NONE;
        anySealed |= frame.seal() != Seal.NONE;
        found.telegram(telegram, frame);
    }

    @Override
    public void explained(Explanation explanation) {
        found.explained(explanation);
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        if (trouble instanceof Trouble.Rejected rejected && Verdicts.isSealed(rejected)) {
            anySealed = true;
            found.rejected(Explanations.sealed(rejected, evidence, verdicts.of(rejected, evidence)));
        } else {
            found.trouble(trouble, evidence);
        }
    }
}
