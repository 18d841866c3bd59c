package org.polymeter.gateway.cli.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.Finding;
import org.polymeter.gateway.source.LineSettings;

/** The lines that a finding becomes in polymeter.yaml. */
final class SourceYaml {

    private SourceYaml() {}

    /** {@code line}: of a serial port. */
    static List<String> of(Target target, Optional<LineSettings> line, Finding finding) {
        List<String> yaml = new ArrayList<>(List.of("sources:", "  - id: meter"));
        switch (target) {
            case Target.Serial serial -> {
                yaml.add("    type: serial");
                yaml.add("    port: " + serial.port());
                line.ifPresent(settings -> yaml.add("    line: " + settings));
            }
            case Target.Tcp tcp -> {
                yaml.add("    type: tcp");
                yaml.add("    host: " + quotedIfNeeded(tcp.host()));
                yaml.add("    port: " + tcp.port());
            }
            case Target.Capture capture -> {
                yaml.add("    type: serial");
                yaml.add("    port: /dev/ttyUSB0          # where the meter is");
                yaml.add(
                        finding.sevenBits()
                                ? "    line: 9600 7E1              # seven bits and even parity; the speed is a guess"
                                : "    line: auto                  # a capture does not tell how the line was set");
            }
        }
        yaml.add("    protocol: " + finding.link().word());
        if (finding.isSealed()) {
            yaml.add("    key-file: house.key         # a file with: "
                    + names(finding.keyNames().encryption()));
            if (finding.hasTag()) {
                yaml.add("    # auth-key-file: house.auth.key   for proof, a file with: "
                        + names(finding.keyNames().authentication()));
            }
        }
        return yaml;
    }

    private static String names(String names) {
        return names.isEmpty() ? "the key" : names;
    }

    static List<String> ofDialect(String dialect) {
        return List.of(
                "sources:",
                "  - id: meter",
                "    type: mqtt",
                "    protocol: " + dialect,
                "    broker: {host: 192.168.1.5}   # where the device publishes");
    }

    /** An IPv6 address in brackets would be a list. */
    private static String quotedIfNeeded(String host) {
        return host.startsWith("[") ? '"' + host.substring(1, host.length() - 1) + '"' : host;
    }
}
