package org.polymeter.gateway.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, as the jar's manifest has it. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "polymeter " + number() + " (Java " + Runtime.version().feature() + ")"
        };
    }

    /** {@code 1.2.0}, or {@code development} outside a jar. */
    public static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
