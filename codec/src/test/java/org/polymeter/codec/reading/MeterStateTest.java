package org.polymeter.codec.reading;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class MeterStateTest {

    private static final Instant T0 = Instant.parse("2025-11-17T14:45:00Z");

    private final MeterState state = new MeterState(Duration.ofHours(26));

    private static Reading reading(Instant time, Map<String, Long> numbers) {
        Draft draft = new Draft();
        numbers.forEach((name, number) ->
                draft.number(requireNonNull(Vocabulary.standard().named(name)), number, 0));
        return draft.seal("m", time, TimeSource.METER, time, Origin.PUSH, List.of(), new byte[0], 0, 0);
    }

    private MeterState.Snapshot snapshot() {
        return requireNonNull(state.snapshot());
    }

    @Test
    void partial_lists_are_merged_and_older_values_say_since_when() {
        state.merge(reading(T0, Map.of("energy_import_kwh", 888L, "tariff", 1L)));
        state.merge(reading(T0.plusSeconds(470), Map.of("power_w", 412L)));

        assertThat(snapshot().reading().size()).isEqualTo(3);
        assertThat(snapshot().reading().time()).isEqualTo(T0.plusSeconds(470));
        assertThat(snapshot().older())
                .isEqualTo(new java.util.TreeMap<>(Map.of("energy_import_kwh", T0, "tariff", T0)));
    }

    @Test
    void what_a_clock_that_was_ahead_has_stamped_gives_way_when_it_is_set_back() {
        Duration hour = Duration.ofHours(1);
        state.merge(reading(T0, Map.of("energy_import_kwh", 888L)));
        state.merge(reading(T0.plus(hour), Map.of("power_w", 1L, "tariff", 1L)));

        Instant now = T0.plusSeconds(1);
        state.setBack(now, hour);
        assertThat(state.snapshot()).isNull();
        state.merge(reading(now, Map.of("power_w", 2L)));

        assertThat(snapshot().reading().toString()).contains("power_w").contains("2");
        assertThat(snapshot().reading().time()).isEqualTo(now);
        assertThat(snapshot().older())
                .isEqualTo(new java.util.TreeMap<>(Map.of("energy_import_kwh", T0, "tariff", T0)));
    }

    @Test
    void late_repeated_and_reordered_readings_are_harmless() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            readings.add(reading(
                    T0.plusSeconds(i),
                    i % 5 == 0 ? Map.of("energy_import_kwh", (long) i) : Map.of("power_w", (long) i)));
        }
        readings.forEach(state::merge);
        String inOrder = snapshot().reading().toString();
        SortedMap<String, Instant> older = snapshot().older();

        readings.addAll(List.copyOf(readings));
        Collections.shuffle(readings, new Random(20251117));
        MeterState shuffled = new MeterState(Duration.ofHours(26));
        readings.forEach(shuffled::merge);
        MeterState.Snapshot same = requireNonNull(shuffled.snapshot());
        assertThat(same.reading().toString()).isEqualTo(inOrder);
        assertThat(same.older()).isEqualTo(older);
    }

    @Test
    void a_value_that_nobody_sends_any_more_leaves_after_26_hours() {
        state.merge(reading(T0, Map.of("energy_import_kwh", 1L)));
        state.merge(reading(T0.plus(Duration.ofHours(27)), Map.of("power_w", 1L)));
        MeterState.Snapshot snapshot = snapshot();
        assertThat(snapshot.reading().indexOf("energy_import_kwh")).isNegative();
        assertThat(snapshot.gone()).containsExactly("energy_import_kwh");
        assertThat(snapshot().gone()).isEmpty();
    }

    @Test
    void a_changed_tariff_is_urgent_and_a_changed_power_is_not() {
        assertThat(state.merge(reading(T0, Map.of("tariff", 1L, "power_w", 1L))))
                .isTrue();
        assertThat(state.merge(reading(T0.plusSeconds(1), Map.of("tariff", 1L, "power_w", 2L))))
                .isFalse();
        assertThat(state.merge(reading(T0.plusSeconds(2), Map.of("tariff", 2L, "power_w", 2L))))
                .isTrue();
    }
}
