package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo.Detail;

/** What is known of one meter from its telegrams so far. One thread. */
final class MeterMemory implements Mapping.Note, Derivation.Note {

    final String meter;
    final Derivation derivation = new Derivation();
    final Watch watch = new Watch();
    final Plausibility plausibility;

    private Identity identity;
    private final Map<String, String> texts = new HashMap<>();
    private final SortedMap<Quantity, Detail> details = new TreeMap<>();
    private boolean changed = true;

    private MeterLabel label = MeterLabel.NONE;
    private String medium = "electricity";
    private @Nullable String parent;
    private OptionalInt channel = OptionalInt.empty();
    private @Nullable String manufacturer;
    private @Nullable String model;
    private @Nullable String firmware;
    private String protocol = "";
    private @Nullable String protocolVersion;

    /** When a sub-meter's last published value was captured; null before the first. */
    @Nullable
    Instant lastCapture;

    /** Stamp of the newest row of its history that was published. */
    Instant lastRow = Instant.EPOCH;

    /**
     * A meter that has not spoken yet.
     *
     * @param known what it was known to send before the program started
     * @param ratio of external transformers
     */
    MeterMemory(String meter, Identity identity, SortedMap<Quantity, Detail> known, BigDecimal ratio) {
        this.plausibility = new Plausibility(ratio);
        this.meter = meter;
        this.identity = identity;
        known.forEach((quantity, detail) -> {
            details.put(quantity, detail);
            derivation.isSent(quantity);
        });
        texts.put(identity.place(), identity.normalised());
        plausibility.phases(phases());
    }

    Identity identity() {
        return identity;
    }

    /** Whether this identity tells of another meter: the same field, another text. */
    boolean isContradictedBy(Identity other) {
        String known = texts.get(other.place());
        return known != null && !known.equals(other.normalised());
    }

    /** Another meter has come in the place and under the name of this one. */
    void becomes(Identity other) {
        texts.clear();
        texts.put(other.place(), other.normalised());
        identity = other;
        plausibility.forget();
        changed = true;
    }

    /** A further identity of the same meter; a better scheme goes into the descriptor. */
    void alsoKnownAs(Identity other, boolean better) {
        if (texts.putIfAbsent(other.place(), other.normalised()) == null && better) {
            identity = other;
            changed = true;
        }
    }

    void subMeterOf(String parentMeter, int onChannel, String ofMedium) {
        changed |= parent == null || !medium.equals(ofMedium);
        parent = parentMeter;
        channel = OptionalInt.of(onChannel);
        medium = ofMedium;
    }

    void called(MeterLabel name) {
        changed |= !name.equals(label);
        label = name;
        plausibility.limits(name.limits());
    }

    /** Of a sub-meter: where it is behind its parent. */
    OptionalInt channel() {
        return channel;
    }

    String medium() {
        return medium;
    }

    /** What it meters, in a word of the profile. */
    void meters(String ofMedium) {
        changed |= !ofMedium.equals(medium);
        medium = ofMedium;
    }

    void speaks(String protocol) {
        changed |= !protocol.equals(this.protocol);
        this.protocol = protocol;
    }

    void manufacturer(String text) {
        changed |= !text.equals(manufacturer);
        manufacturer = text;
    }

    void model(String text) {
        changed |= !text.equals(model);
        model = text;
    }

    void firmware(String text) {
        changed |= !text.equals(firmware);
        firmware = text;
    }

    void protocolVersion(String text) {
        changed |= !text.equals(protocolVersion);
        protocolVersion = text;
    }

    @Override
    public void read(Quantity quantity, String unit, int decimals, String obis) {
        Detail known = details.get(quantity);
        @Nullable String code = obis.isEmpty() ? null : obis;
        if (known == null
                || known.decimals() != decimals
                || !known.unit().equals(unit)
                || !Objects.equals(code, known.obis())) {
            details.put(quantity, new Detail(unit, decimals, code, List.of()));
            changed |= known == null || known.decimals() < decimals || !Objects.equals(code, known.obis());
            if (known == null) {
                plausibility.phases(phases());
            }
        }
    }

    @Override
    public void derived(Quantity quantity, int decimals, List<String> from) {
        Detail known = details.get(quantity);
        if (known == null || (known.obis() == null && !known.derived().equals(from))) {
            details.put(quantity, new Detail(quantity.unit().symbol(), decimals, null, from));
            changed = true;
        }
    }

    /** Whether the descriptor differs from the one that was described last. */
    boolean isChanged() {
        return changed;
    }

    MeterInfo describe(WireSettings wire, boolean hidden) {
        changed = false;
        return new MeterInfo(
                meter,
                label.name().orElse(null),
                medium,
                label.role().orElse(null),
                identity.scheme(),
                hidden ? null : identity.normalised(),
                parent,
                channel,
                manufacturer,
                model,
                firmware,
                protocol,
                protocolVersion,
                wire.source(),
                wire.adapter().orElse(null),
                wire.zone().getId(),
                phases(),
                0,
                0,
                Collections.unmodifiableSortedMap(new TreeMap<>(details)));
    }

    /** Phases with a voltage, current or power of their own. */
    private int phases() {
        int phases = 0;
        for (int n = 1; n <= 3; n++) {
            String phase = "_l" + n + "_";
            if (details.keySet().stream().anyMatch(quantity -> quantity.name().contains(phase))) {
                phases = n;
            }
        }
        return phases;
    }
}
