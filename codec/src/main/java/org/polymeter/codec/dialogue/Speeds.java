package org.polymeter.codec.dialogue;

/** The character of an identification that tells how fast the meter can send (IEC 62056-21, 6.3.2). */
final class Speeds {

    static final int SLOWEST = 300;

    private static final int[] MODE_C = {300, 600, 1200, 2400, 4800, 9600, 19200};

    private Speeds() {}

    /** Whether the meter changes its speed when it is told to, with an acknowledge. */
    static boolean isModeC(char proposed) {
        return proposed >= '0' && proposed < '0' + MODE_C.length;
    }

    /** Whether the meter changes its speed by itself. */
    static boolean isModeB(char proposed) {
        return proposed >= 'A' && proposed < 'A' + MODE_C.length - 1;
    }

    /** Mode C: the digit of the highest speed that neither the proposal nor the limit exceeds. */
    static char atMost(char proposed, int limit) {
        char digit = proposed;
        while (digit > '0' && ofModeC(digit) > limit) {
            digit--;
        }
        return digit;
    }

    static int ofModeC(char digit) {
        return MODE_C[digit - '0'];
    }

    /** A is 600. */
    static int ofModeB(char letter) {
        return MODE_C[letter - 'A' + 1];
    }
}
