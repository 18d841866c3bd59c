package org.polymeter.codec.kind;

import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.observation.Obis;

/**
 * A set of OBIS codes: those that equal {@code value} in the bits of {@code mask}.
 *
 * @param mask bits that count, packed as in {@link Obis}
 * @param value what they have to be
 */
record ObisPattern(long mask, long value) {

    private static final int GROUPS = 6;

    boolean matches(Obis obis) {
        return (obis.packed() & mask) == value;
    }

    /**
     * The one code that this is.
     *
     * @throws IllegalArgumentException if it is more than one
     */
    Obis code() {
        if (mask >>> 8 != 0xFF_FFFF_FFFFL) {
            throw new IllegalArgumentException("a code of a list has no star");
        }
        return Obis.ofPacked(mask << 56 == 0 ? value | Obis.CURRENT : value);
    }

    /**
     * Reads {@code 1-*:31|51|71.7.0}: a star is any value, a bar separates alternatives; group F is
     * any unless given as {@code *F}.
     *
     * @throws IllegalArgumentException if the text is no pattern
     */
    static List<ObisPattern> parse(String text) {
        String[] groups = text.split("[-:.]|(?<=[0-9|])\\*", -1);
        if (groups.length < GROUPS - 1 || groups.length > GROUPS) {
            throw new IllegalArgumentException("not an OBIS code such as 1-*:31|51|71.7.0: " + text);
        }
        List<ObisPattern> patterns = List.of(new ObisPattern(0, 0));
        for (int i = 0; i < GROUPS; i++) {
            patterns = extend(patterns, i < groups.length ? groups[i] : "*", text);
        }
        return patterns;
    }

    private static List<ObisPattern> extend(List<ObisPattern> patterns, String group, String text) {
        List<ObisPattern> longer = new ArrayList<>();
        for (ObisPattern pattern : patterns) {
            for (String alternative : group.split("\\|", -1)) {
                longer.add(pattern.extend(alternative, text));
            }
        }
        return longer;
    }

    private ObisPattern extend(String group, String text) {
        if (group.equals("*")) {
            return new ObisPattern(mask << 8, value << 8);
        }
        if (!group.matches("[0-9]{1,3}") || Integer.parseInt(group) > 255) {
            throw new IllegalArgumentException("not a number from 0 to 255, '" + group + "', in " + text);
        }
        return new ObisPattern(mask << 8 | 0xFF, value << 8 | Integer.parseInt(group));
    }
}
