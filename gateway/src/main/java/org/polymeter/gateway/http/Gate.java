package org.polymeter.gateway.http;

import java.util.Optional;

/** Decides who may do what. */
public interface Gate {

    /** Everybody may do everything: for a server that nobody else can reach. */
    Gate OPEN = (call, needed) -> Optional.empty();

    /**
     * Why this call is not answered, and what to do; empty if it is.
     *
     * @param needed the right that the page asks for
     */
    Optional<Answer.Problem> refusal(Call call, Right needed);

    /** Runs this as soon as others than this machine may come here: at once, or when there is something to keep them out. */
    default void onceOpen(Runnable action) {
        action.run();
    }
}
