package org.polymeter.gateway.capture;

/** Turns the bytes of one capture into telegrams and troubles; tells {@link Found}. */
public interface Engine {

    void feed(byte[] bytes, int offset, int length);

    /** The capture has ended. */
    void end();

    /** Makes an engine for each capture. */
    interface Maker {

        /**
         * A fresh engine.
         *
         * @param head the first bytes of the capture, for guessing what it is
         */
        Engine engine(byte[] head, Found found);
    }
}
