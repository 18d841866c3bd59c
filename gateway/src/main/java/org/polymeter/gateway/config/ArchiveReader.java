package org.polymeter.gateway.config;

import java.util.Optional;
import org.polymeter.gateway.archive.Bounds;

/** Reads the section {@code archive}. */
final class ArchiveReader {

    private ArchiveReader() {}

    /** Frames name serial numbers, so that where these are hidden an archive has to be asked for. */
    static ArchiveConfig read(Optional<Section> section, Privacy privacy) {
        return section.map(ArchiveReader::read)
                .orElse(privacy instanceof Privacy.Hashed ? ArchiveConfig.NONE : ArchiveConfig.USUAL);
    }

    private static ArchiveConfig read(Section section) {
        Bounds frames = bounds(section, ArchiveConfig.USUAL.frames());
        Bounds rejects = section.section("rejects", "'rejects' of 'archive'")
                .map(inner -> {
                    Bounds bounds = bounds(inner, ArchiveConfig.USUAL.rejects());
                    inner.end();
                    return bounds;
                })
                .orElse(ArchiveConfig.USUAL.rejects());
        section.end();
        return new ArchiveConfig(frames, rejects);
    }

    private static Bounds bounds(Section section, Bounds usual) {
        return new Bounds(
                section.parsed("max-size", Sizes::bytes, Sizes.WORDS).orElse(usual.largest()),
                section.duration("max-age", usual.longest()));
    }
}
