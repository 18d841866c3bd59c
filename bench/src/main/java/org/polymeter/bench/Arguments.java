package org.polymeter.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param workloads names; none means all
 */
record Arguments(boolean help, boolean quick, Optional<Path> json, Optional<Path> markdown, List<String> workloads) {

    static final String GROWTH = "growth";

    /** What is not measured telegram by telegram has a command line of its own. */
    static final String HISTORY = "history";

    static final String USAGE = """
            Usage: ./polymeter-bench [--quick] [--json FILE] [--markdown FILE] [WORKLOAD …]

            Measures time and garbage for each telegram, ours and our peers', as docs/performance.md explains.

              --quick          one short round, a few minutes; good for turns, not for publishing
              --json FILE      writes what was measured
              --markdown FILE  writes the tables

            ./polymeter-bench history [--help] measures the history: size, bytes written, how long views take.

            Workloads, all if none is named:
            %s
            """;

    Arguments {
        workloads = List.copyOf(workloads);
    }

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is none; the message is for its writer
     */
    static Arguments of(String... words) {
        boolean help = false;
        boolean quick = false;
        Optional<Path> json = Optional.empty();
        Optional<Path> markdown = Optional.empty();
        List<String> workloads = new ArrayList<>();
        Iterator<String> rest = List.of(words).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--help", "-h" -> help = true;
                case "--quick" -> quick = true;
                case "--json" -> json = Optional.of(file(word, rest));
                case "--markdown" -> markdown = Optional.of(file(word, rest));
                default -> workloads.add(known(word));
            }
        }
        return new Arguments(help, quick, json, markdown, workloads);
    }

    static String usage() {
        List<String> names = new ArrayList<>();
        Workloads.all().forEach(each -> names.add("  " + quoted(each.name())));
        names.add("  " + GROWTH);
        return USAGE.formatted(String.join("\n", names));
    }

    boolean wants(String workload) {
        return workloads.isEmpty() || workloads.contains(workload);
    }

    private static String quoted(String name) {
        return name.contains(" ") ? "\"" + name + "\"" : name;
    }

    private static Path file(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a file");
        }
        return Path.of(rest.next());
    }

    private static String known(String word) {
        boolean known = word.equals(GROWTH)
                || Workloads.all().stream().anyMatch(each -> each.name().equals(word));
        if (!known) {
            throw new IllegalArgumentException("no option and no workload: " + word);
        }
        return word;
    }
}
