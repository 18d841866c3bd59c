package org.polymeter.codec.mbus;

import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;

/** The laws hold where the length of a frame overflows, too. */
class OverflowingMbusTest extends FramerLaws {

    @Override
    protected Framer framer() {
        return new MbusFramer();
    }

    @Override
    protected byte[] goodFrame() {
        byte[] apdu = new byte[260];
        for (int i = 0; i < apdu.length; i++) {
            apdu[i] = (byte) (i * 13 + 5);
        }
        return MbusWriter.message(apdu, 252);
    }
}
