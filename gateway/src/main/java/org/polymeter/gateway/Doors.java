package org.polymeter.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import org.polymeter.gateway.access.Access;
import org.polymeter.gateway.access.Entrance;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one comes in at the http outputs; all of them know the same owner. */
abstract class Doors implements AutoCloseable {

    /** Those of a demonstration. */
    static final Doors OF_DEMO = new Doors() {
        @Override
        Entrance at(OutputConfig.Http http, Configuration configuration, String version) {
            return Entrance.ofDemo(configuration.gateway(), version);
        }
    };

    /** {@code console}: where the owner sees, at the first start, how to set a password. It must not be kept. */
    static Doors ofOwner(Configuration configuration, InstantSource clock, PrintWriter console) {
        return new OfOwner(configuration, clock, console);
    }

    /** The way in at one output. It is shut if it cannot be told who may come in. */
    abstract Entrance at(OutputConfig.Http http, Configuration configuration, String version);

    @Override
    public void close() {}

    private static final class OfOwner extends Doors {

        private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

        private final Configuration first;
        private final InstantSource clock;
        private final PrintWriter console;
        private Optional<Access> access = Optional.empty();

        OfOwner(Configuration first, InstantSource clock, PrintWriter console) {
            this.first = first;
            this.clock = clock;
            this.console = console;
        }

        @Override
        Entrance at(OutputConfig.Http http, Configuration configuration, String version) {
            boolean tls = http.tls().isPresent();
            if (access.isEmpty()) {
                try {
                    open((tls ? "https" : "http") + "://localhost:" + http.port());
                } catch (IOException e) { // meters have to be read all the same
                    LOG.error("http: port {} refuses everybody: {}; then start again", http.port(), e.getMessage());
                    return Entrance.shut();
                }
            }
            return Entrance.of(access.get(), configuration.gateway(), version, http.guest(), tls);
        }

        @Override
        public void close() {
            access.ifPresent(Access::close);
        }

        private void open(String address) throws IOException {
            Access opened = Access.open(first.data(), clock);
            access = Optional.of(opened);
            if (!opened.hasPassword()) {
                invite(opened, address);
            }
        }

        private void invite(Access opened, String address) {
            console.println(
                    "There is no password yet, so the web app can be reached from this machine alone, and changes"
                            + " nothing. Set one in a browser on this machine:");
            console.println();
            console.println("  " + address + "/#/welcome?token=" + opened.invite());
            console.println();
            console.println("or, without a browser: polymeter password. The link is good until a password is set.");
            console.flush();
        }
    }
}
