package org.polymeter.gateway.config;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads an output of type http. */
final class HttpOutputReader {

    private static final int NEWEST_LAYOUT = 2;

    private HttpOutputReader() {}

    static OutputConfig.Http read(Section section) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String host : section.texts("hosts")) {
            if (host.matches("[A-Za-z0-9_.-]+")) {
                hosts.add(host.toLowerCase(Locale.ROOT));
            } else {
                section.unexpected(
                        "hosts", host, "names of this machine without scheme and port, such as meters.example.org");
            }
        }
        return new OutputConfig.Http(
                section.where(),
                section.text("bind").orElse(OutputReader.DEFAULT_BIND),
                section.port("port", OutputConfig.Http.DEFAULT_PORT),
                hosts,
                section.flag("announce", true),
                section.section("esp-smart-meter", "'esp-smart-meter'").map(HttpOutputReader::espSmartMeter));
    }

    private static OutputConfig.EspSmartMeter espSmartMeter(Section section) {
        Optional<String> meter = section.required("meter", "the id of the meter to show, such as house");
        int layout = section.number("layout", 1, NEWEST_LAYOUT, NEWEST_LAYOUT);
        section.end();
        return new OutputConfig.EspSmartMeter(section.where(), meter.orElse(""), layout);
    }
}
