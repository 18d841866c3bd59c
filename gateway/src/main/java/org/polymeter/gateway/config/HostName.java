package org.polymeter.gateway.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine is called. */
public final class HostName {

    private static final Path FILE = Path.of("/etc/hostname");

    private HostName() {}

    /** Empty if it cannot be told. The file is asked first: the network may take seconds to answer. */
    public static String ofThisMachine() {
        try {
            return Files.readString(FILE).strip();
        } catch (IOException notLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "";
            }
        }
    }
}
