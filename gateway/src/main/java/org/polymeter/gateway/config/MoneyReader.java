package org.polymeter.gateway.config;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.polymeter.gateway.insight.Tariff;

/** Reads the sections {@code prices} and {@code tariffs}. */
final class MoneyReader {

    private MoneyReader() {}

    /** {@code ownTopics}: what this gateway publishes. */
    static MoneyConfig read(Section file, ZoneId zone, List<String> ownTopics) {
        List<PriceConfig> prices = new ArrayList<>();
        Set<String> series = new HashSet<>();
        for (Section section : file.sections("prices", "prices")) {
            PriceReader.read(section, ownTopics).ifPresent(price -> {
                once(section, price.id(), series);
                prices.add(price);
            });
        }
        List<Tariff> tariffs = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Section section : file.sections("tariffs", "tariff")) {
            TariffReader.read(section, zone, series).ifPresent(tariff -> {
                once(section, tariff.id(), ids);
                tariffs.add(tariff);
            });
        }
        return new MoneyConfig(prices, tariffs);
    }

    private static void once(Section section, String id, Set<String> taken) {
        if (!taken.add(id)) {
            section.problem("id", "there is another " + section.what());
        }
    }
}
