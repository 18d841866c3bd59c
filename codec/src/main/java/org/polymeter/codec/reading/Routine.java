package org.polymeter.codec.reading;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Telegram.Kind;

/**
 * What became of a wire's last telegram, for a meter says the same thing over and over: a telegram
 * that differs in nothing but numbers needs no names, no description and no log to be read again.
 *
 * <p>It is learnt of telegrams that went the whole way, and must give what the whole way would give.
 * One thread.
 */
final class Routine {

    private final Telegram last = new Telegram();
    private final Draft draft = new Draft();
    private @Nullable MeterMemory meter;
    private boolean settled;

    /** A telegram that is like the last one as long as its revision stays. */
    private @Nullable Telegram alike;

    private long revision;

    /** By line: the numbers that become what the last one became. */
    private long[] least = {};

    private long[] most = {};

    /** Lines whose capture or row stamp counts. */
    private int[] stamped = {};

    /** The meter of a telegram that is like the last one; null if it has to go the whole way. */
    @Nullable
    MeterMemory meterOf(Telegram telegram) {
        return meter != null && isLikeLast(telegram) && hasNumbersInRange(telegram) && hasStampsOfLast(telegram)
                ? meter
                : null;
    }

    private boolean isLikeLast(Telegram telegram) {
        if (telegram.isRecalled(alike, revision)) {
            return true;
        }
        if (!telegram.isLike(last)) {
            return false;
        }
        alike = telegram;
        revision = telegram.revision();
        return true;
    }

    /** The draft of the last telegram. */
    Draft draft() {
        return draft;
    }

    /** Whether the meters behind this one said nothing new when they were heard last. */
    boolean isSettled() {
        return settled;
    }

    void settled(boolean nothingNew) {
        settled = nothingNew;
    }

    boolean isOf(MeterMemory other) {
        return other.equals(meter);
    }

    /** Something has changed that the last telegram did not know of. */
    void forget() {
        meter = null;
    }

    /** Remembers a telegram that went the whole way; {@code sealed} is what its reading was made of. */
    void learn(Telegram telegram, MeterMemory itsMeter, Draft sealed) {
        settled = false;
        meter = null;
        if (sealed.isRepeatable() && learnStamps(telegram)) {
            last.become(telegram);
            alike = telegram;
            revision = telegram.revision();
            draft.copy(sealed);
            learnRanges(telegram, sealed);
            meter = itsMeter;
        }
    }

    private boolean hasNumbersInRange(Telegram telegram) {
        for (int i = 0; i < telegram.size(); i++) {
            long number = telegram.mantissa(i);
            if (number < least[i] || number > most[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean hasStampsOfLast(Telegram telegram) {
        for (int line : stamped) {
            boolean captured = !telegram.isCaptured(line)
                    || (telegram.localSecond(line) == last.localSecond(line)
                            && telegram.deviation(line) == last.deviation(line));
            boolean row = !telegram.isRow(line)
                    || (telegram.rowSecond(line) == last.rowSecond(line)
                            && telegram.rowDeviation(line) == last.rowDeviation(line));
            if (!captured || !row) {
                return false;
            }
        }
        return true;
    }

    /** False if a stamp means another time whenever it is heard. */
    private boolean learnStamps(Telegram telegram) {
        int[] lines = new int[telegram.size()];
        int count = 0;
        for (int i = 0; i < lines.length; i++) {
            if (Harmonizer.isStamped(telegram, i)) {
                lines[count++] = i;
                boolean plain = (!telegram.isCaptured(i) || MeterClock.isPlain(telegram.deviation(i)))
                        && (!telegram.isRow(i) || MeterClock.isPlain(telegram.rowDeviation(i)));
                if (!plain) {
                    return false;
                }
            }
        }
        stamped = Arrays.copyOf(lines, count);
        return true;
    }

    private void learnRanges(Telegram telegram, Draft sealed) {
        int size = telegram.size();
        if (size > least.length) {
            least = new long[size];
            most = new long[size];
        }
        for (int i = 0; i < size; i++) {
            only(i, telegram);
        }
        sealed.ranges(least, most);
        for (int i = 0; i < size; i++) {
            if (Identity.mayStandAt(telegram, i)) {
                only(i, telegram);
            }
        }
    }

    /** Of texts and clocks, the number says nothing. */
    private void only(int line, Telegram telegram) {
        boolean amount = telegram.kind(line) == Kind.AMOUNT;
        least[line] = amount ? telegram.mantissa(line) : Long.MIN_VALUE;
        most[line] = amount ? telegram.mantissa(line) : Long.MAX_VALUE;
    }
}
