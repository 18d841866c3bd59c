package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that follow exactly from others of the same reading, so that every consumer finds the same
 * core set on every meter (docs/profile.md, Derived values). Never replaces what a meter sent.
 */
final class Derivation {

    private static final BigDecimal GJ_PER_KWH = new BigDecimal("0.0036");
    private static final int KWH_DECIMALS = 3;
    private static final int TARIFFS = 63;

    private static final List<Net> NETS =
            List.of(Net.of("power", "w"), Net.of("power", "l1_w"), Net.of("power", "l2_w"), Net.of("power", "l3_w"));
    private static final List<Total> TOTALS = List.of(
            Total.of("energy_import", "kwh"),
            Total.of("energy_export", "kwh"),
            Total.of("reactive_energy_import", "kvarh"),
            Total.of("reactive_energy_export", "kvarh"),
            Total.of("reactive_energy_q1", "kvarh"),
            Total.of("reactive_energy_q2", "kvarh"),
            Total.of("reactive_energy_q3", "kvarh"),
            Total.of("reactive_energy_q4", "kvarh"));
    private static final List<Quantity> JOULES = List.of(named("heat_energy_gj"), named("cooling_energy_gj"));
    private static final List<Quantity> KILOWATT_HOURS = List.of(named("heat_energy_kwh"), named("cooling_energy_kwh"));

    /** Which total and which tariff a register is, so that one look per value tells. */
    private static final Map<Quantity, Register> REGISTERS = registers();

    /** Import, export and their difference; what each is computed from. */
    private record Net(Quantity net, Quantity in, Quantity out) {
        static Net of(String base, String unit) {
            return new Net(named(base + "_" + unit), named(base + "_import_" + unit), named(base + "_export_" + unit));
        }
    }

    private record Total(Quantity total, List<Quantity> tariffs) {
        static Total of(String base, String unit) {
            List<Quantity> tariffs = new ArrayList<>();
            for (int t = 1; t <= TARIFFS; t++) {
                tariffs.add(named(base + "_t" + t + "_" + unit));
            }
            return new Total(named(base + "_" + unit), tariffs);
        }
    }

    private record Register(int total, int tariff) {}

    /** Told of every value that was derived, and from which. */
    interface Note {
        void derived(Quantity quantity, int decimals, List<String> from);
    }

    private final long[] knownTariffs = new long[TOTALS.size()];
    private final long[] sentTariffs = new long[TOTALS.size()];
    private final boolean[] exportSeen = new boolean[NETS.size()];

    /** The meter is known to send this, be it in another list. */
    void isSent(Quantity quantity) {
        Register register = REGISTERS.get(quantity);
        if (register != null) {
            knownTariffs[register.total] |= 1L << register.tariff;
        }
        for (int i = 0; i < NETS.size(); i++) {
            exportSeen[i] |= quantity.equals(NETS.get(i).out);
        }
    }

    /** Adds to the draft whatever follows from it; remembers what this meter is known to send. */
    void derive(Draft draft, Note note) {
        draft.sent();
        for (int i = 0; i < NETS.size(); i++) {
            parts(NETS.get(i), draft, note);
            net(i, draft, note);
        }
        totals(draft, note);
        heat(draft, note);
    }

    /** D3: a meter that sends the signed net power only. */
    private static void parts(Net power, Draft draft, Note note) {
        int net = draft.indexOf(power.net);
        if (net < 0 || draft.isSent(power.in) || draft.isSent(power.out)) {
            return;
        }
        List<String> from = List.of(power.net.name());
        int decimals = draft.decimals(net);
        int[] terms = {net};
        add(draft, new Sum(power.in, decimals, terms, new long[] {1}, 0), note, from);
        add(draft, new Sum(power.out, decimals, terms, new long[] {-1}, 0), note, from);
    }

    /** D1: net = import - export. */
    private void net(int index, Draft draft, Note note) {
        Net power = NETS.get(index);
        int in = draft.indexOf(power.in);
        int out = draft.indexOf(power.out);
        exportSeen[index] |= draft.isSent(power.out);
        if (in < 0 || draft.isSent(power.net) || draft.isWithheld(power.out)) {
            return;
        }
        if (out >= 0) {
            List<String> from = List.of(power.in.name(), power.out.name());
            add(draft, sum(power.net, new int[] {in, out}, new long[] {1, -1}, draft), note, from);
            return;
        }
        if (exportSeen[index]) {
            draft.followsOtherwise();
        }
        if (draft.mantissa(in) > 0 || !exportSeen[index]) { // else: feeding in, unknown how much
            Sum only = sum(power.net, new int[] {in}, new long[] {1}, draft);
            add(draft, only, note, List.of(power.in.name()));
        }
    }

    /** D2: the sum of tariffs, if every tariff that this meter is known to have is there. */
    private void totals(Draft draft, Note note) {
        java.util.Arrays.fill(sentTariffs, 0);
        for (int i = 0; i < draft.size(); i++) {
            Register register = REGISTERS.get(draft.quantity(i));
            if (register != null) {
                sentTariffs[register.total] |= 1L << register.tariff;
            }
        }
        if (!draft.withheld().isEmpty()) {
            draft.withheld().forEach(this::isSent);
        }
        for (int i = 0; i < sentTariffs.length; i++) {
            knownTariffs[i] |= sentTariffs[i];
            if (sentTariffs[i] != 0 && sentTariffs[i] == knownTariffs[i] && !draft.isSent(TOTALS.get(i).total)) {
                total(TOTALS.get(i), sentTariffs[i], draft, note);
            }
        }
    }

    private static void total(Total total, long sent, Draft draft, Note note) {
        int[] terms = new int[Long.bitCount(sent)];
        long[] signs = new long[terms.length];
        List<String> from = new ArrayList<>();
        for (int t = 1; t <= TARIFFS; t++) {
            if ((sent >>> t & 1) != 0) {
                Quantity tariff = total.tariffs.get(t - 1);
                terms[from.size()] = draft.indexOf(tariff);
                signs[from.size()] = 1;
                from.add(tariff.name());
            }
        }
        add(draft, sum(total.total, terms, signs, draft), note, from);
    }

    /** D4: the only rounding of the profile. */
    private static void heat(Draft draft, Note note) {
        for (int i = 0; i < JOULES.size(); i++) {
            int joule = draft.indexOf(JOULES.get(i));
            if (joule >= 0 && !draft.isSent(KILOWATT_HOURS.get(i))) {
                draft.followsOtherwise();
                BigDecimal hours = BigDecimal.valueOf(draft.mantissa(joule), draft.decimals(joule))
                        .divide(GJ_PER_KWH, KWH_DECIMALS, RoundingMode.HALF_EVEN);
                boolean fits = hours.unscaledValue().bitLength() < Long.SIZE;
                if (fits
                        && draft.number(
                                KILOWATT_HOURS.get(i), hours.unscaledValue().longValue(), -hours.scale())) {
                    note.derived(
                            KILOWATT_HOURS.get(i),
                            hours.scale(),
                            List.of(JOULES.get(i).name()));
                }
            }
        }
    }

    /** The sum of numbers of the draft, with the decimals of the finest of them. */
    private static Sum sum(Quantity quantity, int[] terms, long[] signs, Draft draft) {
        int decimals = 0;
        for (int term : terms) {
            decimals = Math.max(decimals, draft.decimals(term));
        }
        long[] weights = new long[terms.length];
        for (int i = 0; i < terms.length; i++) {
            weights[i] = signs[i] * Limit.power(decimals - draft.decimals(terms[i]));
        }
        return new Sum(quantity, decimals, terms, weights, Long.MIN_VALUE);
    }

    private static void add(Draft draft, Sum sum, Note note, List<String> from) {
        if (draft.sum(sum)) {
            note.derived(sum.quantity(), sum.decimals(), from);
        }
    }

    private static Map<Quantity, Register> registers() {
        Map<Quantity, Register> registers = new HashMap<>();
        for (int i = 0; i < TOTALS.size(); i++) {
            for (int t = 1; t <= TARIFFS; t++) {
                registers.put(TOTALS.get(i).tariffs.get(t - 1), new Register(i, t));
            }
        }
        return registers;
    }

    private static Quantity named(String name) {
        @Nullable Quantity quantity = Vocabulary.standard().named(name);
        if (quantity == null) {
            throw new IllegalStateException("the vocabulary lacks " + name);
        }
        return quantity;
    }
}
