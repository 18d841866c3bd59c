package org.polymeter.gateway.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Readings in the files of a journal, counted without its help.
 *
 * @param journal the folder
 */
record KeptReadings(Path journal) {

    private static final String MARK = "polymeter journal 2\n";
    private static final int LONGEST = 4096;

    long count() {
        if (!Files.isDirectory(journal)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(journal)) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .mapToLong(KeptReadings::count)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mark; then records: length, checksum, and bytes that are deflated with the record before as a dictionary. */
    private static long count(Path file) {
        long readings = 0;
        byte[] record = new byte[0];
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file));
        bytes.position(Math.min(bytes.limit(), MARK.length()));
        while (bytes.remaining() >= 2 * Integer.BYTES) {
            byte[] deflated = new byte[bytes.getInt()];
            bytes.getInt(); // the checksum
            if (deflated.length == 0 || bytes.remaining() < deflated.length) {
                return readings; // zeros, or it is just being written
            }
            bytes.get(deflated);
            record = inflated(deflated, record);
            readings += new String(record, StandardCharsets.UTF_8).contains("\"power_w\":") ? 1 : 0;
        }
        return readings;
    }

    private static byte[] inflated(byte[] deflated, byte[] dictionary) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(dictionary);
            inflater.setInput(deflated);
            byte[] record = new byte[LONGEST];
            return Arrays.copyOf(record, inflater.inflate(record));
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
