package org.polymeter.gateway.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** By what a server of ours shows who it is. */
public sealed interface Identity {

    /** Reads it; what was made for now is made. */
    ServerKey key(InstantSource clock) throws IOException;

    /** Changes whenever it does. */
    String version();

    /**
     * A certificate that somebody else has signed.
     *
     * @param certificate PEM: the server's, followed by those in between
     * @param key PEM, PKCS#8
     */
    record Own(Path certificate, Path key) implements Identity {
        /** Says by its message what is wrong with which file, if anything is. */
        public ServerKey read() throws IOException {
            return PemFiles.read(certificate, key);
        }

        @Override
        public ServerKey key(InstantSource clock) throws IOException {
            return read();
        }

        @Override
        public String version() {
            return Versions.of(certificate) + " " + Versions.of(key);
        }
    }

    /**
     * A certificate that nobody has signed but itself; browsers warn of it, once.
     *
     * @param folder where it is kept
     * @param gateway id of the gateway, by which it is called in the local network
     * @param host what this machine is called; empty if nobody knows
     */
    record Generated(Path folder, String gateway, String host) implements Identity {
        @Override
        public ServerKey key(InstantSource clock) throws IOException {
            return new GeneratedKey(folder, gateway, host).current(clock.instant());
        }

        @Override
        public String version() {
            return Versions.of(GeneratedKey.file(folder));
        }
    }
}
