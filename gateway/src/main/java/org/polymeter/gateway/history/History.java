package org.polymeter.gateway.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
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

    private final Database database;
    private final Store store;
    private final Retention retention;
    private final HistorySettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Fact> gathered = new ArrayList<>();

    public History(Database database, HistorySettings settings) {
        this.database = database;
        this.store = new Store(database);
        this.settings = settings;
        this.retention = new Retention(database, settings);
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
        write();
        return store.call(Tables::meters);
    }

    /**
     * What meters said over some time: for each meter and quantity of which there is history, in the order of the
     * question.
     *
     * @param meters ids; unknown ones are passed over
     * @param quantities names of the profile; those that a meter never had are passed over
     */
    public List<Series> series(
            List<String> meters, List<String> quantities, Instant from, Instant to, Resolution resolution)
            throws IOException {
        write();
        return store.call(tables -> {
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
