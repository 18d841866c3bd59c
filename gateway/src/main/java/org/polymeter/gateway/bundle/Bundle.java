package org.polymeter.gateway.bundle;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.archive.EntryWriter;
import org.polymeter.gateway.archive.Recording;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.replay.Selection;

/**
 * Part of an archive in one file that may be given away. It is read twice: first to learn all that reveals who the meters
 * are, then to replace it; so nothing gets out that is known to be revealing from anywhere else in the archive.
 */
public final class Bundle {

    private final Path archive;
    private final List<SourceConfig> sources;
    private final Selection selection;

    public Bundle(Path archive, Configuration configuration, Selection selection) {
        this.archive = archive;
        this.sources = configuration.forArchive().sources();
        this.selection = selection;
    }

    /**
     * Writes it.
     *
     * @param version of this software
     * @param progress is told of each entry that was looked at, twice
     */
    public Contents write(OutputStream out, String version, Instant made, Consumer<Entry> progress) throws IOException {
        Redaction redaction = new Redaction(sources, new Pseudonyms());
        Contents contents = new Contents(sources, redaction.names());
        read(entry -> {
            progress.accept(entry);
            redacted(redaction, entry, new Contents(sources, redaction.names()));
        });
        redaction.guard();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "README.txt", readme());
            zip.putNextEntry(new ZipEntry(Recording.IN_BUNDLE));
            try (EntryWriter entries = new EntryWriter(new Unclosed(zip))) {
                read(entry -> {
                    progress.accept(entry);
                    Optional<Entry> redacted = redacted(redaction, entry, contents);
                    if (redacted.isPresent()) {
                        entries.write(redacted.get());
                        contents.taken(redacted.get());
                    }
                });
            }
            zip.closeEntry();
            put(zip, "polymeter.yaml", contents.configuration());
            put(zip, "manifest.json", contents.manifest(version, made));
        }
        return contents;
    }

    private interface Taker {
        void take(Entry entry) throws IOException;
    }

    private void read(Taker taker) throws IOException {
        try (Recording recording = Recording.open(archive)) {
            for (Optional<Entry> entry = recording.next(); entry.isPresent(); entry = recording.next()) {
                if (selection.contains(entry.get())) {
                    taker.take(entry.get());
                }
            }
        }
    }

    private static Optional<Entry> redacted(Redaction redaction, Entry entry, Contents contents) {
        try {
            return Optional.of(redaction.redact(entry));
        } catch (UncertainException e) {
            contents.leftOut(e.reason());
            return Optional.empty();
        }
    }

    private static byte[] readme() throws IOException {
        try (InputStream in = Bundle.class.getResourceAsStream("README.txt")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks README.txt of bundles");
            }
            return in.readAllBytes();
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /** More follows in the container. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
