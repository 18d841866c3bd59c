package org.polymeter.gateway;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.backup.BackupPages;
import org.polymeter.gateway.backup.RestorePages;
import org.polymeter.gateway.cli.Version;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.health.HealthPages;
import org.polymeter.gateway.health.LogPages;
import org.polymeter.gateway.health.LogRing;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.http.Pages;

/** From a gateway to the pages of those who look after it. */
record Overseers(
        Configuration configuration, Gateway gateway, Optional<History> history, LogRing log, InstantSource clock) {

    List<Pages> pages() {
        return List.of(
                new HealthPages(configuration, Version.number(), gateway, history, clock),
                new LogPages(log),
                new BackupPages(configuration, Version.number(), clock),
                new RestorePages(configuration));
    }
}
