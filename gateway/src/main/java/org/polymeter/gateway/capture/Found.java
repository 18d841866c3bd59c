package org.polymeter.gateway.capture;

import org.polymeter.codec.Trouble;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/** What an {@link Engine} finds, in the order of the capture. */
public interface Found {

    /** Both are borrowed: valid only during the call. */
    void telegram(Telegram telegram, Frame frame);

    /**
     * Bytes that did not become a telegram.
     *
     * @param evidence the bytes themselves, or the first of them
     */
    void trouble(Trouble trouble, byte[] evidence);

    /** What the bytes mean of the telegram or trouble that comes next; only if asked for. */
    default void explained(Explanation explanation) {}

    /** Something to say of the capture as a whole. */
    default void remark(String remark) {}

    /** A trouble that only the engine can describe. */
    void rejected(Rejection rejection);
}
