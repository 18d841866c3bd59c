package org.polymeter.gateway.capture;

import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/** Tells the user what was found, as soon as it is found. */
public interface Report {

    /** A capture begins. */
    void begin(String input);

    /** Both are borrowed: valid only during the call. */
    void telegram(Telegram telegram, Frame frame);

    void rejected(Rejection rejection);

    /** What the bytes mean of the telegram or rejection that comes next. */
    default void explained(Explanation explanation) {}

    /** Something to say of the capture as a whole. */
    default void remark(String remark) {}

    /** The capture has ended. */
    void end();
}
