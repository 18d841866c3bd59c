package org.polymeter.gateway.intake;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Identity;
import org.polymeter.codec.reading.MeterInfo.Detail;
import org.polymeter.codec.reading.Quantity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bindings that survive a restart, in one small file. It holds serial numbers, so only its owner may
 * read it.
 *
 * <pre>
 *   wire/{wire} = scheme obis text                                  (- for a sender, which has no code)
 *   meter/{meter}/{quantity} = kind decimals unit obis derived,derived   (- for what is absent)
 * </pre>
 */
public final class FileBindings implements Bindings {

    private static final Logger LOG = LoggerFactory.getLogger(FileBindings.class);
    private static final String WIRE = "wire/";
    private static final String METER = "meter/";
    private static final int PARTS = 3;
    private static final int BUFFER_CHARACTERS = 8192;

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Properties known = new Properties();

    /** Reads the file if there is one. */
    public FileBindings(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                known.load(in);
            }
        }
    }

    @Override
    public Optional<Identity> of(String wire) {
        lock.lock();
        try {
            return Optional.ofNullable(known.getProperty(WIRE + wire)).flatMap(FileBindings::identity);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void bind(String wire, Identity identity) {
        String line = identity.scheme() + " " + identity.obis() + " " + identity.normalised();
        lock.lock();
        try {
            if (!line.equals(known.setProperty(WIRE + wire, line))) {
                save();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SortedMap<Quantity, Detail> quantities(String meter) {
        String prefix = METER + meter + "/";
        SortedMap<Quantity, Detail> quantities = new TreeMap<>();
        lock.lock();
        try {
            for (String key : known.stringPropertyNames()) {
                if (key.startsWith(prefix)) {
                    DetailLine.parse(key.substring(prefix.length()), known.getProperty(key), quantities);
                }
            }
        } finally {
            lock.unlock();
        }
        return quantities;
    }

    @Override
    public void learn(String meter, SortedMap<Quantity, Detail> quantities) {
        boolean news = false;
        lock.lock();
        try {
            for (Map.Entry<Quantity, Detail> entry : quantities.entrySet()) {
                String line = DetailLine.print(entry.getKey(), entry.getValue());
                String key = METER + meter + "/" + entry.getKey().name();
                news |= !line.equals(known.setProperty(key, line));
            }
            if (news) {
                save();
            }
        } finally {
            lock.unlock();
        }
    }

    private static Optional<Identity> identity(String line) {
        String[] parts = line.split(" ", PARTS);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            Obis obis = parts[1].equals(Obis.NONE.toString()) ? Obis.NONE : Obis.parse(parts[1]);
            return Optional.of(new Identity(parts[0], parts[2], obis));
        } catch (IllegalArgumentException e) { // edited by hand; the meter will say it again
            return Optional.empty();
        }
    }

    /** Written beside and moved, so that a power cut leaves the old file or the new one. */
    private void save() {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "bindings", ".new");
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            // with its size, for else a virtual thread's grows by each word that is written
            try (Writer out = new BufferedWriter(Files.newBufferedWriter(fresh), BUFFER_CHARACTERS)) {
                known.store(out, "which meter each wire carries, and what meters send; written by polymeter");
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("cannot remember which meter is on which wire: {}; go on without", e.toString());
        }
    }
}
