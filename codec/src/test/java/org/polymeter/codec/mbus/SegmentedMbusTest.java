package org.polymeter.codec.mbus;

import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;

/** The laws hold for a DLMS message in several segments, too. */
class SegmentedMbusTest extends FramerLaws {

    @Override
    protected Framer framer() {
        return new MbusFramer();
    }

    @Override
    protected byte[] goodFrame() {
        byte[] apdu = new byte[600];
        for (int i = 0; i < apdu.length; i++) {
            apdu[i] = (byte) (i * 31 + (i >> 8));
        }
        return MbusWriter.message(apdu);
    }
}
