package org.polymeter.gateway.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.polymeter.gateway.config.Configuration;

/** What holds of those keys of the file that need not be in it. */
final class Defaults {

    private static final long MEGABYTE = 1_000_000;

    private Defaults() {}

    /** Said or not, in the words of the file. */
    static Tree.Branch of(Configuration configuration) {
        Map<String, Tree> values = new LinkedHashMap<>();
        values.put("gateway", new Tree.Leaf(configuration.gateway()));
        values.put("root", new Tree.Leaf(configuration.root()));
        values.put("zone", new Tree.Leaf(configuration.zone().getId()));
        values.put("data", new Tree.Leaf(configuration.data().toString()));
        values.put(
                "state",
                block(Map.of(
                        "interval",
                        words(configuration.stateInterval()),
                        "max-age",
                        words(configuration.stateMaxAge()))));
        values.put("clock", block(Map.of("max-skew", words(configuration.maxSkew()))));
        values.put(
                "journal",
                block(Map.of(
                        "max-size",
                        size(configuration.journal().largest()),
                        "sync",
                        words(configuration.journal().sync()))));
        configuration
                .history()
                .ifPresent(history -> values.put(
                        "history",
                        block(Map.of(
                                "readings",
                                words(history.readings()),
                                "max-size",
                                size(history.largest()),
                                "min-free",
                                size(history.leastRoom()),
                                "write",
                                words(history.write())))));
        values.put(
                "archive",
                block(Map.of(
                        "max-size", size(configuration.archive().frames().largest()),
                        "max-age", words(configuration.archive().frames().longest()))));
        return new Tree.Branch(values);
    }

    private static Tree.Branch block(Map<String, String> texts) {
        Map<String, Tree> leaves = new LinkedHashMap<>();
        texts.forEach((key, text) -> leaves.put(key, new Tree.Leaf(text)));
        return new Tree.Branch(leaves);
    }

    /** {@code 90d}, {@code 5m}, {@code 500ms}. */
    private static String words(Duration duration) {
        long millis = duration.toMillis();
        if (millis != 0 && millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        if (millis != 0 && millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis != 0 && millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    /** {@code 256 MB}. */
    private static String size(long bytes) {
        long megabytes = bytes / MEGABYTE;
        return megabytes != 0 && megabytes % 1000 == 0 ? megabytes / 1000 + " GB" : megabytes + " MB";
    }
}
