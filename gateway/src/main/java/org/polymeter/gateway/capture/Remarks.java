package org.polymeter.gateway.capture;

import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/** What is odd about a telegram: the decoder's warnings, and how far the frame can be trusted. */
public final class Remarks {

    private Remarks() {}

    public static List<String> on(Telegram telegram, Frame frame) {
        List<String> remarks = new ArrayList<>(telegram.warnings());
        switch (frame.integrity()) {
            case CHECKED -> {}
            case REPAIRED -> remarks.add("line ends had been changed; with them restored the checksum matches");
            case UNCHECKED -> remarks.add("no checksum was checked");
        }
        return remarks;
    }
}
