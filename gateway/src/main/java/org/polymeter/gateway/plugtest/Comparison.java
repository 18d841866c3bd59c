package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.plugtest.PortList.Encryption;
import org.polymeter.gateway.plugtest.PortList.Promise;

/** Compares what came from one meter with one list. */
final class Comparison {

    private final MeterFacts meter;
    private final SourceFacts source;
    private final PortList list;
    private final Listening listening;
    private final boolean core;
    private final Duration shortest;
    private final SortedMap<String, Mark> marks = new TreeMap<>(Rows.IN_ORDER);
    private final List<Finding> faults = new ArrayList<>();
    private final List<Finding> notes = new ArrayList<>();

    private Comparison(MeterFacts meter, SourceFacts source, PortList list, Listening listening) {
        this.meter = meter;
        this.source = source;
        this.list = list;
        this.listening = listening;
        this.core = list.name().equals(PortLists.CORE);
        this.shortest = list.expectations().values().stream()
                .map(Expectation::interval)
                .filter(interval -> !interval.isZero())
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    static Judgement of(MeterFacts meter, SourceFacts source, PortList list, Listening listening) {
        return new Comparison(meter, source, list, listening).judge();
    }

    /** Of a meter for which nothing is documented: all that came, and no fault in it. */
    static Judgement without(MeterFacts meter, SourceFacts source) {
        SortedMap<String, Mark> marks = new TreeMap<>(Rows.IN_ORDER);
        meter.deliveries()
                .forEach((name, delivery) -> marks.put(name, delivery.isDerived() ? Mark.DERIVED : Mark.SENT));
        return new Judgement(meter, source, Optional.empty(), marks, List.of(), List.of());
    }

    private Judgement judge() {
        meter.deliveries().values().forEach(this::delivered);
        list.expectations().values().stream()
                .filter(expectation -> !isDelivered(expectation))
                .forEach(this::absent);
        sayWhatIsMissing();
        sayWhatIsSlow();
        clock();
        identity();
        encryption();
        return new Judgement(meter, source, Optional.of(list), marks, faults, notes);
    }

    private void delivered(Delivery delivery) {
        Expectation expectation = list.expectations().get(delivery.quantity().name());
        Mark mark;
        if (delivery.isDerived()) {
            mark = Mark.DERIVED;
        } else if (expectation == null) {
            mark = core ? Mark.SENT : Mark.EXTRA;
        } else {
            mark = Listening.isSlow(delivery.rhythm(), expectation.interval()) ? Mark.SLOW : Mark.SENT;
        }
        marks.put(delivery.quantity().name(), mark);
    }

    /** The core set asks what a consumer finds; an operator's list, what the meter sends. */
    private boolean isDelivered(Expectation expectation) {
        Delivery delivery = meter.deliveries().get(expectation.quantity());
        return delivery != null && (core || !delivery.isDerived());
    }

    private void absent(Expectation expectation) {
        if (!expectation.required()) {
            return;
        }
        boolean due = isDue(expectation.interval());
        if (due || !marks.containsKey(expectation.quantity())) {
            marks.put(expectation.quantity(), due ? Mark.MISSING : Mark.AWAITED);
        }
    }

    /** A capture of unknown length holds at least what comes most often. */
    private boolean isDue(Duration interval) {
        return listening.isLongEnoughFor(interval) || interval.equals(shortest);
    }

    private void sayWhatIsMissing() {
        List<String> missing = named(Mark.MISSING);
        if (!missing.isEmpty()) {
            faults.add(new Finding.Missing(
                    missing,
                    missing.stream().anyMatch(name -> meter.deliveries().containsKey(name))));
        }
        List<String> awaited = named(Mark.AWAITED);
        if (!awaited.isEmpty()) {
            notes.add(new Finding.Awaited(awaited));
        }
    }

    private List<String> named(Mark wanted) {
        return marks.entrySet().stream()
                .filter(mark -> mark.getValue() == wanted)
                .map(Map.Entry::getKey)
                .toList();
    }

    private record Pace(Duration interval, Duration expected) {}

    private void sayWhatIsSlow() {
        Map<Pace, List<String>> slow = new LinkedHashMap<>();
        for (String name : named(Mark.SLOW)) {
            Delivery delivery = meter.deliveries().get(name);
            Expectation expectation = list.expectations().get(name);
            if (delivery != null && expectation != null) {
                Pace pace = new Pace(delivery.rhythm().median().orElse(Duration.ZERO), expectation.interval());
                slow.computeIfAbsent(pace, unused -> new ArrayList<>()).add(name);
            }
        }
        slow.forEach((pace, names) ->
                (listening.live() ? faults : notes).add(new Finding.Slow(names, pace.interval(), pace.expected())));
    }

    private void clock() {
        boolean told = meter.clock() == TimeSource.METER || meter.doubted() > 0;
        if (list.clock() instanceof Promise.Every every && !told && isDue(every.interval())) {
            faults.add(new Finding.Untimed(meter.clock()));
        }
        if (meter.doubted() > 0) {
            faults.add(new Finding.ClockWrong(source.skew()));
        }
    }

    private void identity() {
        if (list.identity() instanceof Promise.Every every && !meter.saysWhoItIs() && isDue(every.interval())) {
            faults.add(new Finding.Anonymous());
        }
    }

    private void encryption() {
        if (list.seal().isEmpty() || source.seal().isEmpty()) {
            return;
        }
        Encryption should = list.seal().get();
        Seal is = source.seal().get();
        if (should != Encryption.NONE && is == Seal.NONE) {
            faults.add(new Finding.Open());
        } else if (should == Encryption.NONE && is != Seal.NONE) {
            faults.add(new Finding.Encrypted());
        } else if (should == Encryption.AUTHENTICATED && is == Seal.OPENED) {
            notes.add(new Finding.Unproven());
        }
    }
}
