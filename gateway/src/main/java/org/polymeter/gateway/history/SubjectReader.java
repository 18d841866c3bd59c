package org.polymeter.gateway.history;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.gateway.history.Rollup.Gauge;
import org.polymeter.gateway.history.Rollup.Register;
import org.polymeter.gateway.history.Series.Part;
import org.polymeter.gateway.history.Series.Usage;
import org.polymeter.gateway.history.Series.Value;

/** Reads the history of a meter, or of all meters at one point together. Within one {@link Store.Work}. */
final class SubjectReader {

    /** How two registers of a quantity become one. */
    private interface Registers {
        Register join(Kind kind, Register before, Register after);
    }

    private final Tables tables;
    private final Subject subject;

    SubjectReader(Tables tables, Subject subject) {
        this.tables = tables;
        this.subject = subject;
    }

    /** Values as received, in the order of time; a series for each quantity that has any. */
    List<Series> values(List<String> names, Instant from, Instant to) throws SQLException, IOException {
        List<Series> all = new ArrayList<>();
        for (HistoryMeter meter : subject.meters()) {
            all.addAll(new SeriesReader(tables, meter).values(names, from, to));
        }
        return joined(names, all, SubjectReader::replaced);
    }

    /** Parts between bounds, which are at ends of quarter hours; a series for each quantity that has any. */
    List<Series> parts(List<String> names, List<Instant> bounds) throws SQLException, IOException {
        boolean wholeDays = bounds.stream().allMatch(bound -> isMidnight(bound, subject.zone()));
        Level level = wholeDays ? Level.DAYS : Level.QUARTERS;
        List<Series> all = new ArrayList<>();
        for (HistoryMeter meter : subject.meters()) {
            all.addAll(new SeriesReader(tables, meter).parts(names, level, bounds));
        }
        return joined(names, all, SubjectReader::replaced);
    }

    /** All that lies between two bounds as one part: whole days from rollups of days, the rest from quarter hours. */
    List<Series> total(List<String> names, Instant from, Instant to) throws SQLException, IOException {
        List<Series> all = new ArrayList<>();
        for (HistoryMeter meter : subject.meters()) {
            List<Series> pieces = new ArrayList<>();
            for (Span span : wholeDaysApart(from, to, subject.zone())) {
                pieces.addAll(new SubjectReader(tables, new Subject(subject.id(), subject.isPoint(), List.of(meter)))
                        .parts(names, List.of(span.from(), span.to())));
            }
            all.addAll(joined(names, whole(pieces, from, to), (kind, one, other) -> one.then(other, kind == Kind.NET)));
        }
        return joined(names, all, SubjectReader::replaced);
    }

    private static List<Span> wholeDaysApart(Instant from, Instant to, ZoneId zone) {
        LocalDate firstDay = date(from, zone);
        Instant first = start(isMidnight(from, zone) ? firstDay : firstDay.plusDays(1), zone);
        Instant last = start(date(to, zone), zone);
        if (!first.isBefore(last)) {
            return List.of(new Span(from, to));
        }
        return Stream.of(new Span(from, first), new Span(first, last), new Span(last, to))
                .filter(span -> span.from().isBefore(span.to()))
                .toList();
    }

    private static LocalDate date(Instant time, ZoneId zone) {
        return LocalDate.ofInstant(time, zone);
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static boolean isMidnight(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        return local.equals(local.toLocalDate().atStartOfDay(zone));
    }

    /** Every part as if it were all of the time. */
    private static List<Series> whole(List<Series> pieces, Instant from, Instant to) {
        return pieces.stream()
                .map(piece -> new Series(
                        piece.meter(),
                        piece.quantity(),
                        piece.kind(),
                        List.of(),
                        piece.parts().stream()
                                .map(part -> new Part(from, to, part.rollup(), part.usage()))
                                .toList()))
                .toList();
    }

    /** One series of each name, parts of the same time joined; those with nothing in them are left out. */
    private List<Series> joined(List<String> names, List<Series> all, Registers registers) {
        Map<String, List<Series>> byName = new LinkedHashMap<>();
        names.forEach(name -> byName.put(name, new ArrayList<>()));
        all.forEach(series ->
                byName.getOrDefault(series.quantity(), new ArrayList<>()).add(series));
        List<Series> joined = new ArrayList<>();
        for (Map.Entry<String, List<Series>> entry : byName.entrySet()) {
            List<Value> values = values(entry.getValue());
            List<Part> parts = parts(entry.getValue(), registers);
            if (!values.isEmpty() || !parts.isEmpty()) {
                Kind kind = entry.getValue().getFirst().kind();
                joined.add(new Series(subject.id(), entry.getKey(), kind, values, parts));
            }
        }
        return joined;
    }

    private static List<Value> values(List<Series> all) {
        return all.stream()
                .flatMap(series -> series.values().stream())
                .sorted(Comparator.comparing(Value::time))
                .toList();
    }

    private static List<Part> parts(List<Series> all, Registers registers) {
        if (all.size() == 1) {
            return all.getFirst().parts();
        }
        TreeMap<Instant, Part> parts = new TreeMap<>();
        for (Series series : all) {
            BinaryOperator<Rollup> join = (before, after) -> join(series.kind(), before, after, registers);
            series.parts().forEach(part -> parts.merge(part.from(), part, (one, other) -> join(one, other, join)));
        }
        return List.copyOf(parts.values());
    }

    private static Part join(Part one, Part other, BinaryOperator<Rollup> rollups) {
        return new Part(
                one.from(),
                one.to(),
                both(one.rollup(), other.rollup(), rollups),
                both(one.usage(), other.usage(), SubjectReader::sum));
    }

    private static <T> Optional<T> both(Optional<T> one, Optional<T> other, BinaryOperator<T> join) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(join.apply(one.get(), other.get()))
                : one.or(() -> other);
    }

    private static Rollup join(Kind kind, Rollup before, Rollup after, Registers registers) {
        if (before instanceof Gauge gauge && after instanceof Gauge other) {
            return gauge.with(other);
        }
        if (before instanceof Register register && after instanceof Register other) {
            return registers.join(kind, register, other);
        }
        return after;
    }

    /** The register of another meter goes on: what the two counted in all is the sum of both. */
    private static Register replaced(Kind kind, Register old, Register next) {
        BigDecimal step = old.last().subtract(next.first());
        return new Register(
                old.firstTime(),
                next.lastTime(),
                old.first(),
                next.last(),
                old.fall().add(next.fall()).add(step));
    }

    private static Usage sum(Usage one, Usage other) {
        return new Usage(
                one.amount().add(other.amount()),
                one.since().isBefore(other.since()) ? one.since() : other.since(),
                one.until().isAfter(other.until()) ? one.until() : other.until());
    }
}
