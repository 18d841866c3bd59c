package org.polymeter.codec.security;

/**
 * The last frame counter of every sender, so that a message that is sent again shows. Remembers in
 * memory only, and never longer than three messages against the meter: a counter begins anew with
 * a new key.
 */
final class FrameCounters {

    /** One meter on a wire is usual; a relay may carry a few. */
    private static final int MOST_SENDERS = 16;

    /** So many rising counters in a row below the highest are a new beginning. */
    private static final int NEW_BEGINNING = 3;

    private final long[] titles = new long[MOST_SENDERS];
    private final long[] highest = new long[MOST_SENDERS];
    private final long[] low = new long[MOST_SENDERS];
    private final int[] rising = new int[MOST_SENDERS];
    private final boolean[] proven = new boolean[MOST_SENDERS];
    private int size;
    private int next; // place that is given up for a new sender

    /** Whether a message of this sender has been proven by its tag. */
    boolean hasProven(long title) {
        int i = find(title);
        return i >= 0 && proven[i];
    }

    /** Notes an accepted message; returns whether its counter is higher than all before. */
    boolean accept(long title, long counter, boolean proof) {
        int i = find(title);
        if (i < 0) {
            enter(title, counter, proof);
            return true;
        }
        proven[i] |= proof;
        if (counter > highest[i]) {
            highest[i] = counter;
            rising[i] = 0;
            return true;
        }
        rising[i] = rising[i] > 0 && counter > low[i] ? rising[i] + 1 : 1;
        low[i] = counter;
        if (rising[i] == NEW_BEGINNING) {
            highest[i] = counter;
            rising[i] = 0;
        }
        return false;
    }

    private int find(long title) {
        for (int i = 0; i < size; i++) {
            if (titles[i] == title) {
                return i;
            }
        }
        return -1;
    }

    private void enter(long title, long counter, boolean proof) {
        int i = next;
        next = (next + 1) % MOST_SENDERS;
        size = Math.min(size + 1, MOST_SENDERS);
        titles[i] = title;
        highest[i] = counter;
        rising[i] = 0;
        proven[i] = proof;
    }
}
