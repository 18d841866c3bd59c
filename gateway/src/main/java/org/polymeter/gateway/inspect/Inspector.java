package org.polymeter.gateway.inspect;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.gateway.archive.Archive;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.Privacy;
import org.polymeter.gateway.flow.Witness;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Routes;

/** The front door: what is to be shown all frames, and the pages that show them. */
public final class Inspector implements Pages {

    private final FrameRing ring;
    private final Supplier<Configuration> configuration;
    private final Optional<Archive> archive;
    private final InstantSource clock;
    private final String version;

    /**
     * An inspector that has seen nothing yet.
     *
     * @param configuration the one that is in force when it is asked
     * @param archive of frames, if one is kept
     * @param version of this software, for bundles
     */
    public Inspector(
            Supplier<Configuration> configuration, Optional<Archive> archive, InstantSource clock, String version) {
        this.configuration = configuration;
        this.archive = archive;
        this.clock = clock;
        this.version = version;
        Configuration now = configuration.get();
        this.ring = new FrameRing(now.sources().size(), now.privacy() instanceof Privacy.Open);
    }

    /** Who is to see every frame. */
    public Witness witness() {
        return ring;
    }

    @Override
    public void addTo(Routes routes) {
        MeterIds ids = switch (configuration.get().privacy()) {
            case Privacy.Open open -> new MeterIds();
            case Privacy.Hashed hashed -> new MeterIds(hashed.secret().text().getBytes(StandardCharsets.UTF_8));
        };
        Setups setups = new Setups(configuration, ids);
        new FramePages(new Frames(ring, archive), ring, setups, configuration).addTo(routes);
        new ExplanationPages(setups, clock).addTo(routes);
        new BundlePages(configuration, archive, clock, version).addTo(routes);
    }
}
