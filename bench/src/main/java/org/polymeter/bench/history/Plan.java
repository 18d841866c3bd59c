package org.polymeter.bench.history;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** What is to be measured. */
final class Plan {

    static final String USAGE = """
            Usage: ./polymeter-bench history [--quick] [--writes] [--days N] [--years N] [--step SECONDS]
                                             [--plain-days N] [--views N] [--folder DIR]

            Measures the history with one DSMR 5 meter that speaks every second, beside a table with a row for each
            value: bytes on disk, bytes written a day, and how long a day, a month, a year and all of it take.
            Ends with 1 if a target of docs/performance.md is missed. Linux; half an hour of a free core, and 3 GB of
            disk.

              --days N        days of readings each second (95; 90 of them are kept)
              --years N       years before them; their readings are made, rolled up and given up (10)
              --step SECONDS  from reading to reading in those years (60)
              --plain-days N  days that the other table gets, too (31)
              --views N       how many views of each kind are timed (300)
              --folder DIR    where the databases are made, and removed (target/history-bench): on a disk, not in memory.
                              On a file system of its own, what is counted of the disk is ours alone
              --writes        what a day writes, and nothing else
              --quick         two days, one year, a tenth of the views: a glance, not a measurement
            """;

    private boolean help;
    private boolean writesOnly;
    private int days = 95;
    private int years = 10;
    private int step = 60;
    private int plainDays = 31;
    private int views = 300;
    private Path folder = Path.of("target", "history-bench");

    private Plan() {}

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is none; the message is for its writer
     */
    static Plan of(List<String> words) {
        Plan plan = new Plan();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            plan.read(rest.next(), rest);
        }
        return plan;
    }

    boolean help() {
        return help;
    }

    boolean writesOnly() {
        return writesOnly;
    }

    /** Of readings each second. */
    int days() {
        return days;
    }

    /** Before those days. */
    int years() {
        return years;
    }

    /** Seconds from reading to reading in the years. */
    int step() {
        return step;
    }

    /** Of the last days, so many are in the alternative, too. */
    int plainDays() {
        return plainDays;
    }

    /** Of each kind. */
    int views() {
        return views;
    }

    Path folder() {
        return folder;
    }

    private void read(String option, Iterator<String> rest) {
        switch (option) {
            case "--help", "-h" -> help = true;
            case "--writes" -> writesOnly = true;
            case "--quick" -> {
                days = 2;
                years = 1;
                step = 600;
                plainDays = 1;
                views = 30;
            }
            case "--days" -> days = number(option, rest);
            case "--years" -> years = number(option, rest);
            case "--step" -> step = number(option, rest);
            case "--plain-days" -> plainDays = number(option, rest);
            case "--views" -> views = number(option, rest);
            case "--folder" -> folder = Path.of(value(option, rest));
            default -> throw new IllegalArgumentException("no option of history: " + option);
        }
    }

    private static int number(String option, Iterator<String> rest) {
        String word = value(option, rest);
        if (!word.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(option + " wants a number, not " + word);
        }
        return Integer.parseInt(word);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }
}
