package org.polymeter.codec.kind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.ListLayout;
import org.polymeter.codec.observation.Telegram;

/**
 * A kind of meter: how to tell it, and what its telegrams leave open.
 *
 * <p>Immutable; made from a {@code .meter} file by {@link MeterKinds}.
 */
public final class MeterKind {

    /** How sure we are of what the file says. */
    public enum Status {
        /** Telegrams of real meters decode to what the meters showed. */
        VERIFIED,
        /** The maker or operator says so, but no telegram was there to try. */
        DOCUMENTED,
        /** Likely, by likeness to others. */
        ASSUMED
    }

    private final String name;
    private final String title;
    private final Status status;
    private final String source;
    private final List<String> proofs;
    private final Condition[][] matches; // arrays, for every new telegram is held against them
    private final List<ScaleRule> scales;
    private final List<Correction> corrections;
    private final List<ListLayout> lists;

    MeterKind(
            String name,
            String title,
            Status status,
            String source,
            List<String> proofs,
            List<List<Condition>> matches,
            List<ScaleRule> scales,
            List<Correction> corrections,
            List<ListLayout> lists) {
        this.name = name;
        this.title = title;
        this.status = status;
        this.source = source;
        this.proofs = List.copyOf(proofs);
        this.matches = matches.stream()
                .map(conditions -> conditions.toArray(Condition[]::new))
                .toArray(Condition[][]::new);
        this.scales = List.copyOf(scales);
        this.corrections = List.copyOf(corrections);
        this.lists = List.copyOf(lists);
    }

    /** The name of the file and of the setting, such as {@code landis-gyr-e450}. */
    public String name() {
        return name;
    }

    /** The name for people, such as {@code Landis+Gyr E450}. */
    public String title() {
        return title;
    }

    public Status status() {
        return status;
    }

    /** Where the knowledge comes from, in a few words. */
    public String source() {
        return source;
    }

    /** Names of captures that decode to what was published with them, or to what their maker meant. */
    public List<String> proofs() {
        return proofs;
    }

    /** The lists without codes that meters of this kind send. */
    public List<ListLayout> lists() {
        return lists;
    }

    /**
     * Whether a telegram, received over a link with these addresses, is of this kind. A list without
     * codes is of the kind whose layout it has.
     */
    public boolean matches(Telegram telegram, long link) {
        if (!telegram.layout().isEmpty()) {
            return telegram.layout().equals(name);
        }
        for (Condition[] conditions : matches) {
            if (allHold(conditions, telegram, link)) {
                return true;
            }
        }
        return false;
    }

    /**
     * States scale and unit of every amount that the telegram left open, as far as they are known, and
     * corrects what meters of this kind say differently from what they mean. May be done again when only
     * numbers have changed.
     */
    public void complete(Telegram telegram) {
        for (int i = 0; i < corrections.size(); i++) {
            corrections.get(i).apply(telegram);
        }
        for (int i = 0; telegram.isOpen() && i < telegram.size(); i++) {
            if (MeterKinds.isOpen(telegram, i)) {
                ScaleRule rule = ruleFor(telegram, i);
                if (rule == null) {
                    telegram.remark("scale of " + telegram.obis(i) + " is neither in the telegram nor known of " + title
                            + " (" + name + ")");
                } else {
                    telegram.rescale(i, telegram.scale(i) + rule.scale(), rule.unit());
                }
            }
        }
        if (telegram.isRescaled() && ScaleCheck.isPowerTooLarge(telegram)) {
            telegram.remark("more power than voltages and currents allow: are the scales of " + title + " (" + name
                    + ") right for this meter?");
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static boolean allHold(Condition[] conditions, Telegram telegram, long link) {
        for (Condition condition : conditions) {
            if (!condition.holds(telegram, link)) {
                return false;
            }
        }
        return true;
    }

    /** Later lines override earlier ones. */
    private @Nullable ScaleRule ruleFor(Telegram telegram, int index) {
        for (int i = scales.size() - 1; i >= 0; i--) {
            ScaleRule rule = scales.get(i);
            if (rule.codes().matches(telegram.obis(index))) {
                return rule;
            }
        }
        return null;
    }
}
