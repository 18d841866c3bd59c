package org.polymeter.gateway;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.polymeter.gateway.app.AppPages;
import org.polymeter.gateway.backup.BackupPages;
import org.polymeter.gateway.backup.RestorePages;
import org.polymeter.gateway.bill.BillPages;
import org.polymeter.gateway.cli.Version;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.health.HealthPages;
import org.polymeter.gateway.health.LogPages;
import org.polymeter.gateway.health.LogRing;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.meters.DetailPages;
import org.polymeter.gateway.plugtest.PlugtestPages;

/**
 * What people meet at the http outputs beside readings.
 *
 * @param configuration at the start: what of it may change, is in {@code further}
 * @param tariffs what energy costs at this moment
 * @param further pages that only some gateways have
 */
record Front(
        Configuration configuration,
        Gateway gateway,
        Wiring.Kept kept,
        Supplier<Tariffs> tariffs,
        InstantSource clock,
        List<Pages> further) {

    /** {@code log}: what the program has said. */
    List<Pages> pages(LogRing log) {
        List<Pages> pages = new ArrayList<>(further);
        pages.add(new AppPages(
                kept.history().isPresent(), () -> !tariffs.get().all().isEmpty()));
        pages.add(new BillPages(kept.history(), tariffs, clock));
        pages.add(new HealthPages(configuration, Version.number(), gateway, kept.history(), clock));
        pages.add(new LogPages(log));
        pages.add(new BackupPages(configuration, Version.number(), clock));
        pages.add(new RestorePages(configuration));
        DetailPages details = new DetailPages(gateway::count);
        pages.add(details);
        pages.add(new PlugtestPages(details.notes(), gateway::count, clock));
        return pages;
    }
}
