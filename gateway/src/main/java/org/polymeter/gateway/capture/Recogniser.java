package org.polymeter.gateway.capture;

import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Recognition;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.gateway.capture.Captures.Opening;

/** Reads a capture, in whatever form it is, to tell what it carries. */
public final class Recogniser {

    private final Recognition recognition;
    private final Ear ear = new Ear();

    /** {@code options}: the keys, if there are any. */
    public Recogniser(MeterStream.Options options) {
        recognition = new Recognition(options);
    }

    /** Reads it to its end. */
    public void read(String name, Opening opening) {
        Engine.Maker usual = Engines.named(Engines.AUTO, MeterStream.Options.auto())
                .orElseThrow(() -> new IllegalStateException("auto is no engine"));
        new Captures(
                        (head, found) -> {
                            Engine engine = usual.engine(head, found);
                            return engine instanceof StreamEngine ? new Listener() : engine;
                        },
                        ear)
                .read(name, opening);
    }

    /** What the bytes of a wire turned out to be. */
    public Recognition recognition() {
        return recognition;
    }

    /** The dialect, if it was JSON that an adapter understands; or empty. */
    public String dialect() {
        return ear.dialect;
    }

    /** Why nothing could be read at all; or empty. */
    public String unreadable() {
        return ear.unreadable;
    }

    private final class Listener implements Engine {

        @Override
        public void feed(byte[] bytes, int offset, int length) {
            recognition.feed(bytes, offset, length, 0);
        }

        @Override
        public void end() {
            recognition.end();
        }
    }

    private static final class Ear implements Report {

        private String dialect = "";
        private String unreadable = "";

        @Override
        public void begin(String input) {}

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            dialect = telegram.protocol();
        }

        @Override
        public void rejected(Rejection rejection) {
            if (rejection.isUnreadable()) {
                unreadable = rejection.message();
            }
        }

        @Override
        public void end() {}
    }
}
