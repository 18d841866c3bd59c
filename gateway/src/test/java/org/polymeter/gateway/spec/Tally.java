package org.polymeter.gateway.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** How many messages of the whole run were held against the contract; target/validated-documents.txt tells. */
final class Tally {

    private static final Path FILE = Path.of("target", "validated-documents.txt");
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Map<String, Long> CHECKED = new TreeMap<>();

    private Tally() {}

    static void add(Map<String, Long> checked) {
        LOCK.lock();
        try {
            checked.forEach((address, count) -> CHECKED.merge(address, count, Long::sum));
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(FILE, text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            LOCK.unlock();
        }
    }

    private static String text() {
        long all = CHECKED.values().stream().mapToLong(Long::longValue).sum();
        return all + " documents checked against the specification\n"
                + CHECKED.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                        .collect(Collectors.joining());
    }
}
