package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Values that passed checksum and tag and still cannot be, so they are in no reading.
 *
 * @param protocol the telegram's, in the word of the profile
 * @param received when the telegram ended, by the gateway's clock
 * @param whole whether nothing of the telegram was published: too much of it cannot be
 */
public record Quarantine(String meter, String protocol, Instant received, boolean whole, List<Value> values) {

    public Quarantine {
        values = List.copyOf(values);
    }

    /** Why a value cannot be. */
    public enum Reason {
        /** Outside of what the quantity can be. */
        LIMIT,
        /** A register that only grows has fallen. */
        FALL,
        /** A register has moved by more than the connection can carry. */
        JUMP
    }

    /**
     * One value.
     *
     * @param value in the quantity's unit
     * @param least smallest value that would have been possible
     * @param most largest value that would have been possible
     */
    public record Value(Quantity quantity, BigDecimal value, Reason reason, BigDecimal least, BigDecimal most) {

        /** For people: {@code voltage_l1_v is 2300, possible is 0 to 500}. */
        @Override
        public String toString() {
            return quantity + " is " + value.toPlainString() + ", possible is " + least.toPlainString() + " to "
                    + most.toPlainString();
        }
    }
}
