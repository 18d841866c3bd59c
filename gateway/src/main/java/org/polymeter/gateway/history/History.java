package org.polymeter.gateway.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.sink.Fact;

/**
 * What meters have said, for years. Facts are gathered and written together, which spares memory cards; whoever asks
 * gets the gathered ones, too. Any thread may ask.
 *
 * <p>Bad weather: an {@link IOException} says in words for people what cannot be done now; nothing that was gathered is
 * lost by it, and the next call tries again.
 */
public final class History implements AutoCloseable {

    /** With more readings than that it is quicker to write them once than to suppose them each time. */
    private static final int MOST_SUPPOSED = 400;

    private final Database database;
    private final Store store;
    private final Retention retention;
    private final HistorySettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Fact> gathered = new ArrayList<>();

    public History(Database database, HistorySettings settings) {
        this(database, settings, Store.Access.WRITE);
    }

    private History(Database database, HistorySettings settings, Store.Access access) {
        this.database = database;
        this.store = new Store(database, access);
        this.settings = settings;
        this.retention = new Retention(database, settings);
    }

    /** One that another program may be filling at the same time: it is read, and never made or changed. */
    public static History readOnly(Database database) {
        return new History(database, HistorySettings.usual(ZoneOffset.UTC), Store.Access.READ);
    }

    /** Where it is, in words for people. */
    public String describe() {
        return database.describe();
    }

    HistorySettings settings() {
        return settings;
    }

    /** Gathers a fact; those that are no history are passed over. */
    void gather(Fact fact) {
        if (fact instanceof Fact.Heard || fact instanceof Fact.Happened || fact instanceof Fact.Described) {
            lock.lock();
            try {
                gathered.add(fact);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Gives up what is gathered. */
    void forget() {
        lock.lock();
        try {
            gathered.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is gathered; it is on the medium when this returns. */
    public void write() throws IOException {
        lock.lock();
        try {
            if (!gathered.isEmpty()) {
                store.call(tables -> write(tables, gathered));
                gathered.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks for something, of what is gathered as well: as if it were written, which it is not if it is little. So
     * asking every few seconds costs a memory card nothing.
     */
    private <T> T ask(Store.Work<T> question) throws IOException {
        List<Fact> waiting = waiting();
        if (waiting.isEmpty()) {
            return store.read(question);
        }
        if (waiting.size() > MOST_SUPPOSED || !waiting.stream().allMatch(Fact.Heard.class::isInstance)) {
            write();
            return store.read(question);
        }
        return store.suppose(tables -> {
            write(tables, waiting);
            return question.with(tables);
        });
    }

    private List<Fact> waiting() {
        lock.lock();
        try {
            return List.copyOf(gathered);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts readings into the history, at once: those that are there already are passed over.
     *
     * @return how many were new
     */
    public int merge(List<Reading> readings) throws IOException {
        return store.call(tables -> new Merger(tables, settings.zone()).merge(readings));
    }

    /** Says what a meter is of which there may be no history yet. */
    public void describe(HistoryMeter meter) throws IOException {
        store.call(tables -> {
            new Merger(tables, settings.zone()).describe(meter);
            return true;
        });
    }

    /** Gives up readings of before a time; what was made of them stays. Returns how many quarter hours of them. */
    public int thin(Instant before) throws IOException {
        return store.call(tables -> Retention.thin(tables, before));
    }

    /** Gives up what is too old or too much, a day's worth; returns whether there was any. */
    boolean tidy(Instant now) throws IOException {
        return store.call(tables -> retention.step(tables, now));
    }

    /** All meters of which there is history, in the order in which they came. */
    public List<HistoryMeter> meters() throws IOException {
        return ask(Tables::meters);
    }

    /**
     * What meters said over some time: of each meter, in the order of the question, the quantities of which there is
     * history.
     *
     * @param meters ids; unknown ones are passed over
     * @param quantities names of the profile; those that a meter never had are passed over
     */
    public List<Series> series(
            List<String> meters, List<String> quantities, Instant from, Instant to, Resolution resolution)
            throws IOException {
        return ask(tables -> {
            List<Series> all = new ArrayList<>();
            for (String id : meters) {
                Optional<HistoryMeter> meter = tables.meter(id);
                if (meter.isPresent()) {
                    SeriesReader reader = new SeriesReader(tables, meter.get());
                    all.addAll(
                            resolution == Resolution.READING
                                    ? reader.values(quantities, from, to)
                                    : reader.parts(
                                            quantities,
                                            resolution.level(),
                                            resolution.bounds(
                                                    from, to, meter.get().zone())));
                }
            }
            return all;
        });
    }

    /** What a meter said, or all meters at one point: a series for each quantity that has anything then. */
    public List<Series> values(Subject subject, List<String> quantities, Span span) throws IOException {
        return ask(tables -> new SubjectReader(tables, subject).values(quantities, span.from(), span.to()));
    }

    /**
     * When the next page of readings begins that has any later than a time.
     *
     * @return at that time or later; empty if there are no more
     */
    public Optional<Instant> readingsAfter(Subject subject, Instant time) throws IOException {
        return ask(tables -> {
            Optional<Instant> next = Optional.empty();
            for (HistoryMeter meter : subject.meters()) {
                long page = Math.floorDiv(time.toEpochMilli(), Level.QUARTER) * Level.QUARTER;
                Optional<Instant> own = tables.next(meter, Level.READINGS, page).map(Instant::ofEpochMilli);
                next = next.filter(it -> own.isEmpty() || it.isBefore(own.get()))
                        .or(() -> own);
            }
            return next.map(it -> it.isBefore(time) ? time : it);
        });
    }

    /**
     * The parts between bounds, of a meter or of all meters at one point together: usages add up, values are of all.
     *
     * @param bounds in order, each at the end of a quarter hour, {@link Resolution#bounds}
     */
    public List<Series> parts(Subject subject, List<String> quantities, List<Instant> bounds) throws IOException {
        return ask(tables -> new SubjectReader(tables, subject).parts(quantities, bounds));
    }

    /** All of some time as one part; both ends of it at ends of quarter hours. */
    public List<Series> total(Subject subject, List<String> quantities, Span span) throws IOException {
        return ask(tables -> new SubjectReader(tables, subject).total(quantities, span.from(), span.to()));
    }

    /** All quantities that any meter ever had, by name. */
    public Map<String, Quantity.Kind> quantities() throws IOException {
        return ask(Tables::quantities);
    }

    /** What there is of these meters. */
    public List<Inventory> inventory(List<HistoryMeter> meters) throws IOException {
        return ask(tables -> {
            List<Inventory> all = new ArrayList<>();
            for (HistoryMeter meter : meters) {
                all.add(new InventoryReader(tables).of(meter));
            }
            return all;
        });
    }

    /** From the first quarter hour of which there is anything of these meters to the last; empty if there is nothing. */
    public Optional<Span> span(List<HistoryMeter> meters) throws IOException {
        return ask(tables -> new InventoryReader(tables).span(meters));
    }

    /** The last events of a meter in some time, as the profile writes them, the newest first. */
    public List<String> events(HistoryMeter meter, Span span, int most) throws IOException {
        return ask(tables ->
                tables.events(meter, span.from().toEpochMilli(), span.to().toEpochMilli(), most));
    }

    @Override
    public void close() {
        store.close();
    }

    private int write(Tables tables, List<Fact> facts) throws SQLException, IOException {
        Merger merger = new Merger(tables, settings.zone());
        List<Reading> readings = new ArrayList<>();
        for (Fact fact : facts) {
            switch (fact) {
                case Fact.Heard heard -> readings.add(heard.reading());
                case Fact.Happened happened -> add(happened.event(), merger, tables);
                case Fact.Described described -> describe(described.info(), merger);
                default -> {}
            }
        }
        merger.merge(readings);
        return facts.size();
    }

    private static void describe(MeterInfo info, Merger merger) throws SQLException, IOException {
        merger.describe(merger.meter(info.meter()).described(info));
    }

    private static void add(Event event, Merger merger, Tables tables) throws SQLException {
        HistoryMeter meter = merger.meter(event.meter());
        String message = new String(ProfileJson.event(event), StandardCharsets.UTF_8);
        tables.addEvent(meter, event.time().toEpochMilli(), event.id(), message);
        if (event.type().equals("meter_replaced") && event.data().get("by") instanceof String by) {
            tables.put(merger.meter(by).at(meter.point())); // the same point of delivery
        }
    }
}
