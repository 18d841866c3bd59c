package org.polymeter.gateway.backup;

/** Is told how far long work has come. */
@FunctionalInterface
public interface Progress {

    /** Nobody wants to know. */
    Progress NONE = (what, done, total) -> {};

    /**
     * The work goes on.
     *
     * @param what is done: {@code writing}, for people
     * @param done bytes
     * @param total bytes, as far as is known
     */
    void at(String what, long done, long total);
}
