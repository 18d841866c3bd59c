package org.polymeter.codec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.observation.Telegram;

/** The last telegrams of a wire: the next one is most likely one of them again, with other numbers. */
final class Memory {

    /** Meters have up to three lists that they send in turn, and sometimes say something more. */
    private static final int MOST = 4;

    private final @Nullable Page[] pages = new @Nullable Page[MOST];
    private int next; // to be written on

    /** A telegram, and what else decides about it besides its payload. */
    static final class Page {

        final Telegram telegram = new Telegram();
        Optional<MeterKind> kind = Optional.empty();
        boolean isWhole; // see Decoder.wasWhole
        private long link;
        private String sender = "";

        private boolean recalls(Frame frame, String from) {
            return link == frame.link()
                    && sender.equals(from)
                    && telegram.recall(frame.payload(), frame.payloadOffset(), frame.payloadLength());
        }
    }

    /**
     * The page whose telegram this payload is but for its numbers, which it has now; null if none is.
     *
     * @param sender who sealed it; empty if nobody did
     */
    @Nullable
    Page recall(Frame frame, String sender) {
        for (Page page : pages) {
            if (page != null && page.recalls(frame, sender)) {
                return page;
            }
        }
        return null;
    }

    /** A page to decode into, empty but for the protocol. */
    Page blank(String protocol) {
        Page page = pages[next];
        if (page == null) {
            page = new Page();
            pages[next] = page;
        }
        page.telegram.clear(protocol);
        return page;
    }

    /** The blank page is full: with what was in this frame, before its kind has completed it. */
    void keep(Page page, Frame frame, String sender) {
        page.link = frame.link();
        page.sender = sender;
        if (page.telegram.remember(frame.payload(), frame.payloadOffset(), frame.payloadLength())) {
            next = (next + 1) % MOST;
        }
    }
}
