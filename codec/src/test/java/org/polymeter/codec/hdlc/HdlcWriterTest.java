package org.polymeter.codec.hdlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.V20;
import static org.polymeter.codec.DlmsVectors.V21;
import static org.polymeter.codec.DlmsVectors.bytes;

import org.junit.jupiter.api.Test;
import org.polymeter.codec.frame.FrameLog;

class HdlcWriterTest {

    @Test
    void writes_the_frame_a_meter_sends() {
        assertThat(new HdlcWriter(0x410883).message(payload(V20))).isEqualTo(bytes(V20));
    }

    @Test
    void writes_the_segments_a_meter_sends() {
        assertThat(new HdlcWriter(0xCF0223).inSegmentsOf(16).message(payload(V21)))
                .isEqualTo(bytes(V21));
    }

    private static byte[] payload(String frame) {
        FrameLog log = new FrameLog();
        new HdlcFramer().feed(bytes(frame), 0, frame.length() / 2, log);
        return log.payloads.getFirst();
    }
}
