package org.polymeter.gateway.adapter;

import java.util.Optional;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;

/** A meter's own message that an adapter passes on, or spells in its way, goes through the codec. */
final class Wrapped {

    private static final byte DATA_NOTIFICATION = 0x0F;

    private Wrapped() {}

    /** Bytes as the meter or its link sent them: a bare DLMS APDU, or frames of any link. */
    static Outcome bytes(byte[] payload, Keys keys, Telegram out) {
        return payload.length > 0 && payload[0] == DATA_NOTIFICATION
                ? apdu(payload, out)
                : stream(MeterStream.Options.auto().withKeys(keys), payload, out);
    }

    /** A data-notification without any link around it. */
    static Outcome apdu(byte[] apdu, Telegram out) {
        Outcome outcome = new NotificationDecoder(MeterKinds.lists()).decode(apdu, 0, apdu.length, out);
        if (outcome instanceof Outcome.Complete) {
            MeterKinds.complete(out, 0);
        }
        return outcome;
    }

    /**
     * All telegrams in there as one; the first trouble spoils it.
     *
     * @param out its protocol becomes theirs if it has none
     */
    static Outcome stream(MeterStream.Options options, byte[] bytes, Telegram out) {
        Listening listening = new Listening(out);
        MeterStream stream = MeterStream.of(options, listening);
        stream.feed(bytes, 0, bytes.length);
        stream.end();
        if (listening.fault.isPresent()) {
            return new Outcome.Rejected(listening.fault.get());
        }
        return listening.heard
                ? Outcome.COMPLETE
                : new Outcome.Rejected(new Fault(0, Problem.UNEXPECTED, "a telegram of a meter"));
    }

    private static final class Listening implements MeterStream.Listener {

        private final Telegram out;
        private Optional<Fault> fault = Optional.empty();
        private boolean heard;

        Listening(Telegram out) {
            this.out = out;
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            if (!heard && out.protocol().isEmpty()) {
                out.clear(telegram.protocol());
            }
            heard = true;
            out.append(telegram);
            out.model(telegram.model());
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            if (fault.isEmpty()) {
                int offset = (int) trouble.streamOffset();
                fault = Optional.of(
                        switch (trouble) {
                            case Trouble.Skipped skipped ->
                                new Fault(offset, Problem.UNEXPECTED, "an intact frame of a meter");
                            case Trouble.Rejected rejected -> rejected.fault();
                        });
            }
        }
    }
}
