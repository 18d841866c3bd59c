package org.polymeter.gateway;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.setup.SetupPages;

/** What adding a meter has to know of the gateway: which ports are read already, and its own topics. */
final class Setup {

    private Setup() {}

    /** {@code configuration}: that which applies at the moment it is asked for. */
    static Pages pages(Supplier<Configuration> configuration, InstantSource clock, InstantSource steady) {
        Configuration now = configuration.get();
        return new SetupPages(
                () -> taken(configuration.get()),
                new Topics(now.root(), now.gateway()).filters(),
                now.zone(),
                clock,
                steady);
    }

    private static List<SetupPages.Taken> taken(Configuration configuration) {
        return configuration.sources().stream()
                .flatMap(source -> port(source).stream().map(port -> new SetupPages.Taken(source.id(), port)))
                .toList();
    }

    /** Of this computer. */
    private static Optional<String> port(SourceConfig source) {
        return switch (source) {
            case SourceConfig.Serial serial -> Optional.of(serial.port());
            case SourceConfig.AutoSerial auto -> Optional.of(auto.port());
            case SourceConfig.Tcp tcp -> Optional.empty();
            case SourceConfig.CaptureFile file -> Optional.empty();
            case SourceConfig.Stdin stdin -> Optional.empty();
            case SourceConfig.Mqtt mqtt -> Optional.empty();
        };
    }
}
