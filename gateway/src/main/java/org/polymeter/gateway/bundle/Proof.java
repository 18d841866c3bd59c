package org.polymeter.gateway.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Observation;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;

/** Whether a frame says the same before and after, but for who says it: the same numbers and times, as many texts. */
final class Proof {

    private final Ear before;
    private final Ear after;

    /**
     * For one wire.
     *
     * @param theirs how it is read
     * @param ours how what comes out is read
     */
    Proof(MeterStream.Options theirs, MeterStream.Options ours) {
        this.before = new Ear(theirs);
        this.after = new Ear(ours);
    }

    boolean holds(byte[] original, byte[] redacted) {
        return before.hear(original).equals(after.hear(redacted));
    }

    /** What is in a frame, but for the texts. */
    private static final class Ear implements MeterStream.Listener {

        private static final Pattern DEVICE_NUMBER = Pattern.compile("\\d+-\\d+:(0\\.0|96\\.1)\\.\\d+");

        private final MeterStream stream;
        private final List<Object> said = new ArrayList<>();

        Ear(MeterStream.Options options) {
            stream = MeterStream.of(options, this);
        }

        List<Object> hear(byte[] frame) {
            said.clear();
            stream.feed(frame, 0, frame.length);
            stream.end();
            return List.copyOf(said);
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            said.add(telegram.isTimed() ? telegram.localSecond() : "untimed");
            for (Observation each : telegram.observations()) {
                said.add(isNumber(each) ? each.obis() : each);
            }
        }

        /** Of a device, and not of what it measures. */
        private static boolean isNumber(Observation each) {
            return switch (each) {
                case Observation.Text text -> true;
                case Observation.Clock clock -> false;
                case Observation.Amount amount ->
                    amount.unit().equals(Unit.NONE)
                            && (amount.obis().equals(Obis.NONE)
                                    || DEVICE_NUMBER
                                            .matcher(amount.obis().toString())
                                            .matches());
            };
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            said.add(Optional.empty());
        }
    }
}
