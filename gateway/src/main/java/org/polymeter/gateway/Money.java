package org.polymeter.gateway;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.MoneyConfig;
import org.polymeter.gateway.config.PriceConfig;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.flow.Lane;
import org.polymeter.gateway.insight.Prices;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.settings.Changes;

/** Tariffs and series of prices that hold now. One thread at a time changes them. */
final class Money {

    private final Gateway gateway;
    private final Configuration configuration;
    private final InstantSource clock;
    private final List<Lane> feeds = new ArrayList<>();
    private MoneyConfig money = MoneyConfig.NONE;
    private volatile Tariffs tariffs = Tariffs.NONE;

    Money(Gateway gateway, Configuration configuration, InstantSource clock) {
        this.gateway = gateway;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Any thread may ask. */
    Tariffs tariffs() {
        return tariffs;
    }

    void start() {
        money = configuration.money();
        tariffs = new Tariffs(money.tariffs(), prices(money));
    }

    /** All that was told of prices is in files, where a new book of them finds it. */
    void change(MoneyConfig wanted, Changes changes) {
        Prices prices = tariffs.prices();
        if (!series(wanted).equals(series(money))) {
            feeds.forEach(gateway::remove);
            feeds.clear();
            prices = prices(wanted);
            changes.applied("prices");
        }
        if (!wanted.tariffs().equals(money.tariffs())) {
            changes.applied("tariffs");
        }
        tariffs = new Tariffs(wanted.tariffs(), prices);
        money = wanted;
    }

    private Prices prices(MoneyConfig of) {
        return of.prices().isEmpty() ? Prices.NONE : PriceFeeds.open(gateway, configuration, of, clock, feeds::add);
    }

    private static List<PriceConfig> series(MoneyConfig money) {
        return money.prices().stream().map(PriceConfig::anywhere).toList();
    }
}
