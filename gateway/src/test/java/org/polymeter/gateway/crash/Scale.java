package org.polymeter.gateway.crash;

import java.util.Random;

/** How often things go wrong, and when: from the environment, so that {@code scripts/crash-test} can say. */
final class Scale {

    private static final long SEED = Long.parseLong(setting("SEED", "" + System.nanoTime() % 1_000_000));

    private Scale() {}

    /** How often a scenario repeats what it does: by its name in capital letters, else {@code usual}. */
    static int times(String scenario, int usual) {
        return Integer.parseInt(setting(scenario, "" + usual));
    }

    /** The number that all chance of this run comes from. */
    static long seed() {
        return SEED;
    }

    static Random random() {
        return new Random(SEED);
    }

    /** Whether the gateway has its journal; without it the tests have to fail. */
    static boolean withJournal() {
        return !setting("JOURNAL", "on").equals("off");
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault("POLYMETER_CRASH_" + name, otherwise);
    }
}
