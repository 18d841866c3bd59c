package org.polymeter.gateway.plugtest;

/** How what came of a quantity compares with what should. A symbol for the matrix, words for its legend. */
public enum Mark {
    SENT("●", "sent"),
    DERIVED("○", "not sent, but follows exactly from what is"),
    EXTRA("+", "sent, though the list does not ask for it"),
    SLOW("◐", "sent, but less often than the list says"),
    AWAITED("…", "the list says it comes more seldom than was listened for"),
    MISSING("✗", "the list says it comes, and it does not");

    private final String symbol;
    private final String words;

    Mark(String symbol, String words) {
        this.symbol = symbol;
        this.words = words;
    }

    /** One character, different without colours. */
    public String symbol() {
        return symbol;
    }

    public String words() {
        return words;
    }

    /** Of a cell where nothing came and nothing should. */
    static final String NOTHING = "·";
}
