package org.polymeter.gateway.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistoryEnergies;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.Span;
import org.polymeter.gateway.history.Subject;
import org.polymeter.gateway.insight.Energy;
import org.polymeter.gateway.insight.Insight;
import org.polymeter.gateway.insight.Running;
import org.polymeter.gateway.insight.Site;
import org.polymeter.gateway.insight.Tariff;
import org.polymeter.gateway.insight.Tariffs;

/** Asks for costs, peaks and own use, as people put it, and answers as JSON. */
public final class InsightReader {

    private static final String DEMAND = "demand_import_w";
    private static final String IMPORT = "power_import_w";
    private static final String POWER = "power_w";
    private static final String ENERGY = "energy_import_kwh";

    /** Days of more than a year. */
    private static final int MOST_PARTS = 400;

    private final History history;
    private final Tariffs tariffs;
    private final Parameters said;
    private final Instant now;
    private final Insight insight;

    public InsightReader(History history, Tariffs tariffs, Parameters said, Instant now) {
        this.history = history;
        this.tariffs = tariffs;
        this.said = said;
        this.now = now;
        this.insight = new Insight(new HistoryEnergies(history), tariffs.prices());
    }

    /** What some days cost; those of this month if nothing is said. */
    public byte[] cost(String id) throws QuestionException, IOException {
        Tariff tariff = tariff(id);
        Days days = days(tariff.zone());
        return checked(() -> CostAnswer.json(tariff, insight.cost(tariff, days.from, days.to)));
    }

    /**
     * How the cost of some days came together, in days, months or years ({@code resolution}). Days to come are in none of
     * them: a standing charge that has not run yet is not spent yet.
     */
    public byte[] costs(String id) throws QuestionException, IOException {
        Tariff tariff = tariff(id);
        List<LocalDate> bounds = bounds(tariff);
        return checked(() -> CostCourseAnswer.json(tariff, insight.costs(tariff, bounds)));
    }

    /** The first days of parts, and the day after the last. */
    private List<LocalDate> bounds(Tariff tariff) throws QuestionException, IOException {
        Days days = days(tariff.zone());
        LocalDate tomorrow = LocalDate.ofInstant(now, tariff.zone()).plusDays(1);
        LocalDate end = days.to.isBefore(tomorrow) ? days.to : tomorrow;
        if (!days.from.isBefore(end)) {
            throw QuestionException.unknown("These days are still to come: nothing was used yet.");
        }
        Period part = part();
        List<LocalDate> bounds = new ArrayList<>();
        for (LocalDate day = days.from; day.isBefore(end); day = part.after(day)) {
            bounds.add(day);
        }
        bounds.add(end);
        if (bounds.size() > MOST_PARTS) {
            throw QuestionException.wrong(
                    "These are more than " + MOST_PARTS + " parts. Ask for a coarser 'resolution', or for less time.");
        }
        return bounds;
    }

    private Period part() throws QuestionException {
        String word = said.one("resolution").orElse("day");
        return Period.of(word)
                .filter(period -> period != Period.ALL)
                .orElseThrow(() -> QuestionException.wrong(
                        "'resolution' of costs is day, week, month or year, and not '" + word + "'."));
    }

    /** The peaks of a month; of this one if nothing is said. */
    public byte[] peaks(String id) throws QuestionException, IOException {
        Tariff tariff = tariff(id);
        YearMonth month = month(tariff.zone());
        return checked(() -> PeakAnswer.json(tariff, month, insight.capacity(tariff, month)));
    }

    /**
     * Where the running quarter hour, or hour, will end.
     *
     * @param state of the tariff's meter now
     * @param older when what is older than the state was said, by name
     */
    public byte[] forecast(String id, Optional<Reading> state, Map<String, Instant> older)
            throws QuestionException, IOException {
        Tariff tariff = tariff(id);
        Running running = running(tariff, state, older);
        return checked(() -> insight.forecast(tariff, running))
                .map(forecast -> PeakAnswer.json(tariff, forecast))
                .orElseThrow(() -> QuestionException.unknown("Nothing is known yet of the running period of meter '"
                        + tariff.meter() + "'. Ask again in a minute."));
    }

    private Running running(Tariff tariff, Optional<Reading> state, Map<String, Instant> older) throws IOException {
        Optional<BigDecimal> power = number(state, IMPORT).or(() -> number(state, POWER));
        Running running = Running.of(now, soFar(tariff), power);
        Optional<BigDecimal> demand = number(state, DEMAND);
        if (state.isEmpty() || demand.isEmpty()) {
            return running;
        }
        return running.withDemand(
                demand.get(), older.getOrDefault(DEMAND, state.get().time()));
    }

    /** What the register has moved since the running period began, as far as it was read. */
    private Optional<Energy> soFar(Tariff tariff) throws IOException {
        Optional<Subject> subject = Subject.point(tariff.meter(), history.meters());
        if (subject.isEmpty()) {
            return Optional.empty();
        }
        var period = insight.period(tariff, now);
        return history.parts(subject.get(), List.of(ENERGY), List.of(period.from(), period.to())).stream()
                .flatMap(series -> series.parts().stream())
                .flatMap(part -> part.usage().stream())
                .map(usage -> new Energy(usage.since(), usage.until(), usage.amount()))
                .findFirst();
    }

    private static Optional<BigDecimal> number(Optional<Reading> state, String name) {
        return state.flatMap(it -> Optional.ofNullable(it.number(name)));
    }

    /** What became of the own production; of the meters that have these roles, unless it is said which. */
    public byte[] selfUse() throws QuestionException, IOException {
        List<HistoryMeter> meters = history.meters();
        List<String> grid = grid(meters);
        if (grid.isEmpty()) {
            throw QuestionException.unknown(
                    "There is no history of a meter at the grid. 'role: grid' in the configuration"
                            + " makes one of a meter, or ?grid=house here.");
        }
        ZoneId zone = Subject.point(grid.getFirst(), meters)
                .orElseThrow(() -> QuestionException.unknown("There is no history of '" + grid.getFirst() + "'."))
                .zone();
        Days days = days(zone);
        Site site = Site.of(grid, ids("production", meters), ids("storage", meters));
        return checked(
                () -> SelfUseAnswer.json(site, days.from, days.to, insight.selfUse(site, zone, days.from, days.to)));
    }

    /** Those that are said to be, else all for electricity of which nothing is said. */
    private List<String> grid(List<HistoryMeter> meters) {
        List<String> named = ids("grid", meters);
        return named.isEmpty()
                ? meters.stream()
                        .filter(meter ->
                                meter.role().isEmpty() && meter.medium().equals("electricity"))
                        .map(HistoryMeter::point)
                        .distinct()
                        .toList()
                : named;
    }

    private List<String> ids(String role, List<HistoryMeter> meters) {
        List<String> named = said.all(role);
        return named.isEmpty()
                ? meters.stream()
                        .filter(meter -> meter.role().equals(role))
                        .map(HistoryMeter::point)
                        .distinct()
                        .toList()
                : named;
    }

    private Tariff tariff(String id) throws QuestionException {
        return tariffs.named(id)
                .orElseThrow(() -> QuestionException.unknown(
                        tariffs.all().isEmpty()
                                ? "There are no tariffs. 'tariffs' in the configuration says what energy costs."
                                : "There is no tariff '" + id + "'. There are "
                                        + tariffs.all().stream().map(Tariff::id).collect(Collectors.joining(", "))
                                        + "."));
    }

    /** {@code to}: the day after the last. */
    private record Days(LocalDate from, LocalDate to) {}

    private Days days(ZoneId zone) throws QuestionException, IOException {
        LocalDate first = LocalDate.ofInstant(now, zone).withDayOfMonth(1);
        Span month = new Span(
                first.atStartOfDay(zone).toInstant(),
                first.plusMonths(1).atStartOfDay(zone).toInstant());
        List<HistoryMeter> all = history.meters();
        Span span = new QuestionReader(history, said, now).span(zone, history.span(all), month);
        ZonedDateTime end = span.to().atZone(zone);
        boolean isMidnight = end.toLocalTime().equals(LocalTime.MIDNIGHT);
        return new Days(
                LocalDate.ofInstant(span.from(), zone),
                isMidnight ? end.toLocalDate() : end.toLocalDate().plusDays(1));
    }

    private YearMonth month(ZoneId zone) throws QuestionException {
        Optional<String> month = said.one("month");
        try {
            return month.map(YearMonth::parse).orElse(YearMonth.from(now.atZone(zone)));
        } catch (DateTimeException e) {
            throw QuestionException.wrong("'month' is a month such as 2026-03, and not '" + month.orElse("") + "'.");
        }
    }

    private interface Answering<T> {
        T answer();
    }

    private static <T> T checked(Answering<T> answering) throws IOException {
        try {
            return answering.answer();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
