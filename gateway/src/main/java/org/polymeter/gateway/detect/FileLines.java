package org.polymeter.gateway.detect;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.gateway.source.LineSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A memory that survives a restart: a small file, {@code source = 2400 8E1}. */
public final class FileLines implements LineMemory {

    private static final Logger LOG = LoggerFactory.getLogger(FileLines.class);

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Properties known = new Properties();

    /** Reads the file if there is one. */
    public FileLines(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                known.load(in);
            }
        }
    }

    @Override
    public Optional<LineSettings> of(String source) {
        lock.lock();
        try {
            return Optional.ofNullable(known.getProperty(source)).map(LineSettings::parse);
        } catch (IllegalArgumentException e) { // edited by hand; it will be found again
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void remember(String source, LineSettings line) {
        lock.lock();
        try {
            if (!line.toString().equals(known.setProperty(source, line.toString()))) {
                save();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Written beside and moved, so that a power cut leaves the old file or the new one. */
    private void save() {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "lines", ".new");
            try (Writer out = Files.newBufferedWriter(fresh)) {
                known.store(out, "how the lines of sources are set; found and written by polymeter");
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("cannot remember how lines are set: {}; go on without", e.toString());
        }
    }
}
