package org.polymeter.gateway.plugtest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The result: every meter measured against its list.
 *
 * @param observations what was heard
 * @param judgements in the order of the meters
 * @param rows names of all quantities that any meter delivers or should
 */
public record Plugtest(Observations observations, List<Judgement> judgements, List<String> rows) {

    /**
     * Measures.
     *
     * @param operators lists by source; others are found by what the meter says
     */
    public static Plugtest of(Observations observations, Map<String, PortList> operators) {
        List<Judgement> judgements = observations.meters().stream()
                .map(meter -> judge(meter, observations, operators))
                .toList();
        Collection<String> rows = new TreeSet<>(Rows.IN_ORDER);
        judgements.forEach(judgement -> rows.addAll(judgement.marks().keySet()));
        return new Plugtest(observations, judgements, List.copyOf(rows));
    }

    /** Everything that is not as it should be, by the name of its meter or source. */
    public Map<String, List<String>> deviations() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (Judgement judgement : judgements) {
            if (!judgement.deviations().isEmpty()) {
                all.put(judgement.meter().label(), judgement.deviations());
            }
        }
        observations.sources().values().forEach(source -> {
            List<Finding> faults = faults(source);
            if (!faults.isEmpty()) {
                all.put("source " + Wording.place(source.id()), Judgement.words(faults));
            }
        });
        return all;
    }

    /** How many sentences {@link #deviations} has. */
    public int deviationCount() {
        return deviations().values().stream().mapToInt(List::size).sum();
    }

    /** What is wrong with a port, whoever speaks through it. */
    List<Finding> faults(SourceFacts source) {
        List<Finding> faults = new ArrayList<>();
        if (judgements.stream().noneMatch(judgement -> judgement.source().equals(source))) {
            faults.add(new Finding.Silent());
        }
        if (source.rejections() > 0) {
            faults.add(new Finding.Rejections(source.rejected(), source.why()));
        }
        return faults;
    }

    private static Judgement judge(MeterFacts meter, Observations observations, Map<String, PortList> operators) {
        SourceFacts source = observations.sources().get(meter.info().source());
        if (source == null) {
            throw new IllegalStateException("a meter has a source");
        }
        Optional<PortList> list = meter.isSubMeter()
                ? Optional.empty() // lists are those of the meter whose port it is
                : Optional.ofNullable(operators.get(source.id())).or(() -> PortLists.of(meter.info()));
        return list.map(known -> Comparison.of(meter, source, known, Listening.to(meter, observations)))
                .orElseGet(() -> Comparison.without(meter, source));
    }
}
