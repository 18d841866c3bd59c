package org.polymeter.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.polymeter.bench.meter.Sample;
import org.polymeter.bench.reader.Reader;

/** Telegrams that are read in rotation, and who reads them. */
final class Workload {

    private final String name;
    private final Supplier<List<Sample>> samples;
    private final Map<String, Supplier<Reader>> readers = new LinkedHashMap<>();

    Workload(String name, Supplier<List<Sample>> samples) {
        this.name = name;
        this.samples = samples;
    }

    /** Who reads it as well; {@code subject} is the reader's name in results. */
    Workload readBy(String subject, Supplier<Reader> reader) {
        readers.put(subject, reader);
        return this;
    }

    String name() {
        return name;
    }

    /** In the order in which they are measured. */
    Set<String> subjects() {
        return readers.keySet();
    }

    List<byte[]> telegrams() {
        return samples.get().stream().map(Sample::bytes).toList();
    }

    /**
     * A reader that has read every telegram once and got out of it what is in it.
     *
     * @throws IllegalStateException if it did not
     */
    Reader provenReader(String subject) {
        Supplier<Reader> maker = readers.get(subject);
        if (maker == null) {
            throw new IllegalArgumentException(subject + " does not read " + name);
        }
        Reader reader = maker.get();
        for (Sample sample : samples.get()) {
            reader.read(sample.bytes());
            boolean ours = subject.equals(Workloads.OURS);
            if (ours ? reader.values() != sample.values() : reader.values() < sample.values()) {
                throw new IllegalStateException("%s finds %d values in a telegram of %s that has %d"
                        .formatted(subject, reader.values(), name, sample.values()));
            }
        }
        if (reader.remarks() > 0) {
            throw new IllegalStateException("%s has %d remarks on %s".formatted(subject, reader.remarks(), name));
        }
        return reader;
    }
}
