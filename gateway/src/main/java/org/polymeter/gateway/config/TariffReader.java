package org.polymeter.gateway.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.insight.Calendar;
import org.polymeter.gateway.insight.CapacityModel;
import org.polymeter.gateway.insight.CapacityModels;
import org.polymeter.gateway.insight.Component;
import org.polymeter.gateway.insight.Contract;
import org.polymeter.gateway.insight.Tariff;

/** Reads one entry under {@code tariffs}. */
final class TariffReader {

    private final Section section;
    private final Set<String> series;

    private TariffReader(Section section, Set<String> series) {
        this.section = section;
        this.series = series;
    }

    /**
     * A tariff.
     *
     * @param zone of the file
     * @param series ids of the prices there are
     */
    static Optional<Tariff> read(Section section, ZoneId zone, Set<String> series) {
        return new TariffReader(section, series).read(zone);
    }

    private Optional<Tariff> read(ZoneId fileZone) {
        section.required("id", "a name, such as id: house");
        Optional<String> id = section.id("id");
        section.required("meter", "the id of the meter whose energy it is for, such as meter: house");
        Optional<String> meter = section.id("meter");
        section.required("currency", "three letters, such as EUR");
        String currency = section.parsed("currency", TariffReader::currency, "three letters such as EUR, CHF or SEK")
                .orElse("");
        ZoneId zone = section.zone("zone", fileZone);
        Terms terms = new Terms(currency, series, capacityFile());
        List<Agreed> agreed = new ArrayList<>();
        section.sections("contracts", "contract").forEach(contract -> agreed.add(contract(contract, terms)));
        if (!section.has("contracts")) {
            section.problem(section.what() + " has no 'contracts' – such as"
                    + " contracts: [{from: 2026-01-01, components: [{name: energy, price: 0.2534}]}]");
        }
        section.end();
        return id.flatMap(name -> meter.map(point -> new Tariff(name, point, currency, zone, inOrder(agreed))));
    }

    private static Optional<String> currency(String text) {
        return Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .filter(text::equals)
                .findFirst();
    }

    /** Models of peaks that the program does not know, in the form of its own. */
    private Optional<Map<String, CapacityModel>> capacityFile() {
        Optional<Path> file = section.path("capacity-file");
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(CapacityModels.with(Files.readString(file.get())));
        } catch (IOException e) {
            section.problem("capacity-file", "cannot read " + file.get() + " – " + ReadFailure.reason(file.get()));
        } catch (IllegalArgumentException e) {
            section.problem("capacity-file", file.get() + ", " + e.getMessage());
        }
        return Optional.empty();
    }

    /** A contract as it is written: it may end when the next one begins. */
    private record Agreed(
            Section section,
            LocalDate from,
            Optional<LocalDate> lastDay,
            List<Component> components,
            Calendar.Holidays holidays) {}

    private Agreed contract(Section contract, Terms terms) {
        LocalDate from = contract.parsed("from", Amounts::day, Amounts.SOME_DAY).orElse(LocalDate.MIN);
        Optional<LocalDate> until = contract.parsed("until", Amounts::day, Amounts.SOME_DAY);
        BigDecimal vat = contract.parsed("vat", Amounts::percentage, Amounts.SOME_PERCENTAGE)
                .orElse(BigDecimal.ZERO);
        Calendar.Holidays holidays = CalendarReader.holidays(contract);
        Optional<Calendar> calendar = CalendarReader.read(contract, holidays);
        List<Component> components = new ArrayList<>();
        for (Section component : contract.sections("components", "component")) {
            new ComponentReader(component, terms).read(vat, calendar, holidays).ifPresent(components::add);
        }
        if (!contract.has("components")) {
            contract.problem(contract.what() + " has no 'components' – such as"
                    + " components: [{name: energy, price: 0.2534}]");
        }
        if (until.isPresent() && until.get().isBefore(from)) {
            contract.problem("until", contract.what() + " ends before it begins");
        }
        contract.end();
        return new Agreed(contract, from, until, components, holidays);
    }

    private static List<Contract> inOrder(List<Agreed> agreed) {
        List<Agreed> sorted =
                agreed.stream().sorted(Comparator.comparing(Agreed::from)).toList();
        List<Contract> contracts = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Agreed one = sorted.get(i);
            LocalDate next = i + 1 < sorted.size() ? sorted.get(i + 1).from() : LocalDate.MAX;
            LocalDate end = one.lastDay().map(day -> day.plusDays(1)).orElse(next);
            if (end.isAfter(next) || one.from().equals(next)) {
                one.section().problem(one.section().what() + " is still in force on " + next + ", when another begins");
            }
            contracts.add(new Contract(one.from(), end, one.components(), one.holidays()));
        }
        return contracts;
    }
}
