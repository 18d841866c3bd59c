package org.polymeter.codec.hdlc;

import static org.polymeter.codec.DlmsVectors.V21;
import static org.polymeter.codec.DlmsVectors.bytes;

import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.FramerLaws;

/** The laws hold for messages of several frames, too. */
class SegmentedHdlcTest extends FramerLaws {

    @Override
    protected Framer framer() {
        return new HdlcFramer();
    }

    @Override
    protected byte[] goodFrame() {
        return bytes(V21);
    }
}
