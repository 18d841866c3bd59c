package org.polymeter.gateway.config;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.tls.Identity;

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
                section.flag("guest"),
                tls(section),
                section.section("esp-smart-meter", "'esp-smart-meter'").map(HttpOutputReader::espSmartMeter));
    }

    private static Optional<OutputConfig.Tls> tls(Section section) {
        if (section.isBlock("tls")) {
            return section.section("tls", "'tls'").map(HttpOutputReader::own);
        }
        Optional<String> word = section.text("tls").filter(text -> !text.equals("false"));
        if (word.isPresent() && !word.get().equals("generated")) {
            section.unexpected("tls", word.get(), "generated, or {certificate: FILE, key: FILE}");
        }
        return word.map(unused -> new OutputConfig.Tls(Optional.empty()));
    }

    /** Whether it has expired is another matter: an old one is better than no gateway. */
    private static OutputConfig.Tls own(Section section) {
        section.required("certificate", "a PEM file, such as fullchain.pem");
        section.required("key", "a PEM file that belongs to it, such as privkey.pem");
        Optional<Identity.Own> own = section.path("certificate")
                .flatMap(certificate -> section.path("key").map(key -> new Identity.Own(certificate, key)));
        section.end();
        own.ifPresent(files -> {
            try {
                files.read();
            } catch (IOException e) {
                section.problem("certificate", String.valueOf(e.getMessage()));
            }
        });
        return new OutputConfig.Tls(own);
    }

    private static OutputConfig.EspSmartMeter espSmartMeter(Section section) {
        Optional<String> meter = section.required("meter", "the id of the meter to show, such as house");
        int layout = section.number("layout", 1, NEWEST_LAYOUT, NEWEST_LAYOUT);
        section.end();
        return new OutputConfig.EspSmartMeter(section.where(), meter.orElse(""), layout);
    }
}
