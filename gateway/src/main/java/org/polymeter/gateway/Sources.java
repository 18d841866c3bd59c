package org.polymeter.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.flow.Lane;
import org.polymeter.gateway.settings.Changes;
import org.polymeter.gateway.sink.ProfileSettings.Raw;
import org.polymeter.gateway.source.Source;

/** The sources that run, and how one list of them becomes another. One thread at a time. */
final class Sources {

    private record Running(SourceConfig config, Lane lane, Placed wire) {}

    private final Gateway gateway;
    private final Function<SourceConfig, Source> wires;
    private final Intakes intakes;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Map<String, Raw> raw = new ConcurrentHashMap<>();

    /** {@code wires}: makes what reads a source's wire. */
    Sources(Gateway gateway, Function<SourceConfig, Source> wires, Intakes intakes) {
        this.gateway = gateway;
        this.wires = wires;
        this.intakes = intakes;
    }

    /** How the frames of a source are published now; any thread may ask. */
    Raw raw(String source) {
        return raw.getOrDefault(source, Raw.OFF);
    }

    void start(List<SourceConfig> sources) {
        sources.forEach(this::add);
    }

    /** First all that go, for another may want what they hold. */
    void change(List<SourceConfig> wanted, Changes changes) {
        Set<String> ids = wanted.stream().map(SourceConfig::id).collect(Collectors.toSet());
        for (Running gone : List.copyOf(running.values())) {
            if (!ids.contains(gone.config.id())) {
                remove(gone, changes);
            }
        }
        List<SourceConfig> coming = new ArrayList<>();
        for (SourceConfig source : wanted) {
            if (isToCome(source, running.get(source.id()), changes)) {
                coming.add(source);
            }
        }
        coming.forEach(this::add);
    }

    /** Whether it has to be started; what ran in its place has ended then. */
    private boolean isToCome(SourceConfig wanted, @Nullable Running now, Changes changes) {
        if (now == null) {
            if (isInGroup(wanted)) {
                changes.atNextStart("source '" + wanted.id() + "', for its group");
                return false;
            }
            changes.applied("source '" + wanted.id() + "' was added");
            return true;
        }
        now.wire.moved(wanted.where());
        if (wanted.isSame(now.config)) {
            running.put(wanted.id(), new Running(wanted, now.lane, now.wire));
            return false;
        }
        if (isInGroup(wanted) || isInGroup(now.config)) {
            changes.atNextStart("source '" + wanted.id() + "', for its group");
            return false;
        }
        if (wanted.unlabelled().isSame(now.config.unlabelled()) && ids(wanted).equals(ids(now.config))) {
            gateway.tell(now.lane, intake -> intakes.relabel(wanted, intake));
            running.put(wanted.id(), new Running(wanted, now.lane, now.wire));
            changes.applied("meters of source '" + wanted.id() + "' are called otherwise");
            return false;
        }
        gateway.remove(now.lane);
        running.remove(wanted.id());
        doubt(now.config, wanted);
        changes.applied("source '" + wanted.id() + "' was started anew");
        return true;
    }

    /** It may be another meter that is heard now, and may be called otherwise. */
    private void doubt(SourceConfig before, SourceConfig now) {
        Set<String> gone = new HashSet<>(ids(before).values());
        gone.removeAll(ids(now).values());
        gateway.forget(info -> info.source().equals(before.id()) && gone.contains(info.meter()));
        if (now instanceof SourceConfig.Wire) {
            gateway.doubt(before.id());
        }
    }

    private void remove(Running gone, Changes changes) {
        String id = gone.config.id();
        if (isInGroup(gone.config)) {
            changes.atNextStart("source '" + id + "', for its group");
            return;
        }
        gateway.remove(gone.lane);
        gateway.forget(info -> info.source().equals(id));
        running.remove(id);
        raw.remove(id);
        changes.applied("source '" + id + "' was removed");
    }

    private void add(SourceConfig source) {
        raw.put(
                source.id(),
                switch (source.common().raw()) {
                    case OFF -> Raw.OFF;
                    case BYTES -> Raw.BYTES;
                    case JSON -> Raw.JSON;
                });
        Placed wire = new Placed(wires.apply(source), source.where());
        Lane lane = gateway.add(
                source.id(),
                Wires.driver(source),
                wire,
                source.common().raw() != SourceConfig.Raw.OFF,
                desk -> intakes.of(source, desk));
        running.put(source.id(), new Running(source, lane, wire));
    }

    /** The ids that people gave to meters, by place. */
    private static Map<String, String> ids(SourceConfig source) {
        Map<String, String> ids = new LinkedHashMap<>();
        source.labels()
                .forEach((place, label) ->
                        Optional.of(label).flatMap(MeterLabel::id).ifPresent(id -> ids.put(place, id)));
        return ids;
    }

    /** What members of a group have agreed on with the others is not changed between two messages. */
    private static boolean isInGroup(SourceConfig source) {
        return source instanceof SourceConfig.Mqtt mqtt && mqtt.group().isPresent();
    }
}
