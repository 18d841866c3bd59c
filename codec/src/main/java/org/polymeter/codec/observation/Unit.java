package org.polymeter.codec.observation;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A unit as a meter writes it, and what it stands for: {@code kWh} is Wh × 10³.
 *
 * @param symbol as sent, spelling kept ({@code kVAr} and {@code kvar} both occur); empty if none
 * @param base symbol of the unit without prefix: {@code W Wh var varh VA VAh V A Hz m3 J s …}; the
 *     symbol itself where the unit is not known, empty where there is none
 * @param power the power of ten by which the unit exceeds its base
 */
public record Unit(String symbol, String base, int power) {

    /** A number without a unit, such as a count or a power factor. */
    public static final Unit NONE = new Unit("", "", 0);

    /** The telegram leaves scale and unit open; only the kind of meter tells. */
    public static final Unit UNSTATED = new Unit("", "?", 0);

    private static final Map<String, Unit> BY_LOWER_CASE = new HashMap<>();
    private static final Unit[] BY_CODE = new Unit[256];

    /** Spellings seen, so that decoding makes no garbage; bounded, for noise invents spellings. */
    private static final Map<String, Unit> SPELLINGS = new ConcurrentHashMap<>();

    private static final int MOST_SPELLINGS = 256;
    private static final int LONGEST_SYMBOL = 16;

    static {
        // codes: DLMS UA 1000-1 (Blue Book), 4.3.2, table of enumerated units
        base("W", 27);
        base("VA", 28);
        base("var", 29);
        base("Wh", 30);
        base("VAh", 31);
        base("varh", 32);
        base("A", 33);
        base("V", 35);
        base("Hz", 44);
        base("J", 25);
        base("m3", 13);
        BY_CODE[14] = BY_CODE[13]; // corrected volume
        base("m3/h", 15);
        BY_CODE[16] = BY_CODE[15];
        base("s", 7);
        base("h", 5);
        base("min", 6);
        base("d", 4);
        base("°", 8);
        base("°C", 9);
        base("K", 52);
        base("%", 56);
        base("kg", 20);
        base("bar", 24);
        for (String prefixed : new String[] {"W", "VA", "var", "Wh", "VAh", "varh", "Hz", "V", "A"}) {
            alias("k" + prefixed, prefixed, 3);
        }
        for (String prefixed : new String[] {"W", "Wh", "J"}) {
            alias("M" + prefixed, prefixed, 6);
            alias("G" + prefixed, prefixed, 9);
        }
        alias("mA", "A", -3);
        alias("mV", "V", -3);
        alias("l", "m3", -3);
        alias("m³", "m3", 0);
        alias("deg", "°", 0);
        alias("C", "°C", 0); // heat meters, as m3ph
        alias("m3ph", "m3/h", 0);
        BY_CODE[255] = NONE;
    }

    /**
     * The unit of a DLMS or SML unit code; {@code unit-N} without meaning for a code that no table
     * of ours names.
     */
    public static Unit ofCode(int code) {
        Unit unit = BY_CODE[code & 0xFF];
        return unit != null ? unit : named("unit-" + (code & 0xFF));
    }

    /** The unit a text names, case-blind; a text that names none is kept as its own base. */
    public static Unit named(String symbol) {
        if (symbol.isEmpty()) {
            return NONE;
        }
        Unit seen = SPELLINGS.get(symbol);
        if (seen != null) {
            return seen;
        }
        Unit known = BY_LOWER_CASE.get(lower(symbol));
        Unit unit = known == null ? new Unit(symbol, symbol, 0) : new Unit(symbol, known.base, known.power);
        if (SPELLINGS.size() < MOST_SPELLINGS && symbol.length() <= LONGEST_SYMBOL) {
            SPELLINGS.put(symbol, unit);
        }
        return unit;
    }

    /** Whether {@link #named} knows what the text stands for. */
    public static boolean isKnown(String symbol) {
        return !symbol.isEmpty() && BY_LOWER_CASE.containsKey(lower(symbol));
    }

    /** Whether the telegram said nothing, so that the kind of meter has to. */
    public boolean isUnstated() {
        return symbol.isEmpty() && base.equals(UNSTATED.base);
    }

    @Override
    public String toString() {
        return symbol;
    }

    /** Not {@code toLowerCase}: mW and MW would become one. Meters disagree on the rest only. */
    private static String lower(String symbol) {
        char first = symbol.charAt(0);
        String rest = symbol.substring(1).toLowerCase(java.util.Locale.ROOT);
        return (first == 'K' ? 'k' : first == 'M' || first == 'm' ? first : Character.toLowerCase(first)) + rest;
    }

    private static void base(String symbol, int code) {
        Unit unit = new Unit(symbol, symbol, 0);
        BY_LOWER_CASE.put(lower(symbol), unit);
        SPELLINGS.put(symbol, unit);
        BY_CODE[code] = unit;
    }

    private static void alias(String symbol, String base, int power) {
        Unit unit = new Unit(symbol, base, power);
        BY_LOWER_CASE.put(lower(symbol), unit);
        SPELLINGS.put(symbol, unit);
    }
}
