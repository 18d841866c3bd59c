package org.polymeter.gateway.cli;

import java.util.Locale;

/** Bytes as people read them. */
final class Sizes {

    private static final double MEGABYTE = 1_000_000;
    private static final double KILOBYTE = 1_000;

    private Sizes() {}

    /** {@code 3.4 MB}. */
    static String text(long bytes) {
        return bytes < MEGABYTE
                ? String.format(Locale.ROOT, "%.1f kB", bytes / KILOBYTE)
                : String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }
}
