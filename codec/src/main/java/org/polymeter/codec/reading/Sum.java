package org.polymeter.codec.reading;

/** A value that is the sum of others of the same reading, each at a weight. Immutable. */
final class Sum {

    private final Quantity quantity;
    private final int decimals;
    private final int[] terms;
    private final long[] weights;
    private final long least;

    /**
     * @param terms where in the draft they stand
     * @param weights by which their digits are multiplied, so that all have {@code decimals}
     * @param least a smaller sum counts as this one
     */
    Sum(Quantity quantity, int decimals, int[] terms, long[] weights, long least) {
        this.quantity = quantity;
        this.decimals = decimals;
        this.terms = terms;
        this.weights = weights;
        this.least = least;
    }

    Quantity quantity() {
        return quantity;
    }

    int decimals() {
        return decimals;
    }

    long largestWeight() {
        long largest = 0;
        for (long weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        return largest;
    }

    /** Adds it to the draft; false if no long holds it, for then it comes of damage, not of a meter. */
    boolean addTo(Draft draft) {
        long sum = 0;
        for (int i = 0; i < terms.length; i++) {
            long digits = draft.mantissa(terms[i]);
            long product = digits * weights[i];
            long next = sum + product;
            boolean fits =
                    Math.multiplyHigh(digits, weights[i]) == product >> 63 && ((sum ^ next) & (product ^ next)) >= 0;
            if (!fits) {
                return false;
            }
            sum = next;
        }
        return draft.number(quantity, Math.max(sum, least), -decimals);
    }
}
