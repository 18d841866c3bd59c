package org.polymeter.codec.kind;

import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Telegram.Kind;

/** What meters of a kind say differently from what they mean. */
sealed interface Correction {

    void apply(Telegram telegram);

    /**
     * Numbers that are sent as signed and are not.
     *
     * @param widest in bytes; what is wider really is signed
     */
    record Unsigned(ObisPattern codes, int widest) implements Correction {

        @Override
        public void apply(Telegram telegram) {
            for (int i = 0; i < telegram.size(); i++) {
                boolean wrong = isAmount(telegram, i, codes) && telegram.mantissa(i) < 0;
                int width = telegram.width(i);
                if (wrong && width > 0 && width <= widest) {
                    telegram.correct(i, telegram.mantissa(i) + (1L << (Byte.SIZE * width)));
                }
            }
        }
    }

    /**
     * Numbers under a code of which the meter makes its own use. The value stays as sent; a telegram
     * that has the code they mean is left alone.
     *
     * @param turned when the number counts in the other direction
     */
    record Meaning(ObisPattern codes, Obis meaning, StatusBits turned) implements Correction {

        @Override
        public void apply(Telegram telegram) {
            if (telegram.indexOf(meaning) >= 0) {
                return;
            }
            for (int i = 0; i < telegram.size(); i++) {
                if (isAmount(telegram, i, codes)) {
                    telegram.means(i, meaning, turned.areSet(telegram));
                }
            }
        }
    }

    /** Bits of the status word that stands beside the value of a code; no bits are never set. */
    record StatusBits(Obis code, long mask) {

        static final StatusBits NONE = new StatusBits(Obis.NONE, 0);

        boolean areSet(Telegram telegram) {
            int i = mask == 0 ? -1 : telegram.indexOf(code);
            return i >= 0 && telegram.hasStatus(i) && (telegram.status(i) & mask) == mask;
        }
    }

    private static boolean isAmount(Telegram telegram, int index, ObisPattern codes) {
        return telegram.kind(index) == Kind.AMOUNT && codes.matches(telegram.obis(index));
    }
}
