package org.polymeter.gateway.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.KeyDoctor;
import org.polymeter.codec.KeyDoctor.Verdict;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.security.KeyText;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.profile.JsonWriter;

/**
 * What the key doctor says of keys that somebody pasted, and in which roles they open what came. No key is
 * in its answer.
 */
final class KeyTrial {

    private static final int HALF = 16; // bytes

    /** Which of what was given is which. */
    private enum Roles {
        AS_GIVEN,
        KEY_ALONE,
        SWAPPED,
        SECOND_ALONE,
        HALVES,
        HALVES_SWAPPED
    }

    private record Tried(Roles roles, Keys keys) {}

    private final KeyText key;
    private final KeyText second;
    private final boolean secondGiven;
    private Optional<Verdict> verdict = Optional.empty();
    private Optional<Tried> fits = Optional.empty();

    private KeyTrial(String key, String second) {
        this.key = KeyText.of(key);
        this.second = KeyText.of(second);
        this.secondGiven = !second.isBlank();
    }

    /**
     * Tries them.
     *
     * @param second the authentication key; blank if there is none
     * @param capture what came out of the meter's port
     */
    static KeyTrial of(String key, String second, Link link, byte[] capture) {
        KeyTrial trial = new KeyTrial(key, second);
        if (trial.isReadable()) {
            trial.examine(MeterStream.Options.of(link), capture);
        }
        return trial;
    }

    /** Those that open it, in the right roles. */
    Optional<Keys> keys() {
        return fits.map(Tried::keys);
    }

    byte[] json() {
        JsonWriter json = new JsonWriter().openObject();
        json.key("opens").value(fits.isPresent());
        if (isReadable()) {
            verdict.ifPresent(
                    it -> json.key("verdict").value(GridOperator.word(it).replace('_', '-')));
            fits.ifPresent(
                    it -> json.key("roles").value(GridOperator.word(it.roles).replace('_', '-')));
        } else {
            boolean first = key.flaw() != KeyText.Flaw.NONE;
            KeyText flawed = first ? key : second;
            json.key("verdict").value("unreadable").key("field").value(first ? "key" : "authKey");
            json.key("flaw").value(GridOperator.word(flawed.flaw()).replace('_', '-'));
            json.key("length").value(flawed.length()).key("position").value(flawed.position());
        }
        return json.closeObject().toBytes();
    }

    private boolean isReadable() {
        return key.flaw() == KeyText.Flaw.NONE && (!secondGiven || second.flaw() == KeyText.Flaw.NONE);
    }

    private void examine(MeterStream.Options options, byte[] capture) {
        verdict = Optional.of(verdict(options, capture, bytes(key), bytes(second)));
        if (verdict.get() == Verdict.NO_TELEGRAM || verdict.get() == Verdict.NOT_ENCRYPTED) {
            return;
        }
        for (Tried candidate : candidates()) {
            Verdict its = verdict(
                    options,
                    capture,
                    candidate.keys.encryption().stream().toList(),
                    candidate.keys.authentication().stream().toList());
            if (its == Verdict.RIGHT) {
                fits = Optional.of(candidate);
                return;
            }
        }
    }

    /** In the order of preference. */
    private List<Tried> candidates() {
        List<Tried> candidates = new ArrayList<>();
        Optional<byte[]> first = key.key();
        Optional<byte[]> other = secondGiven ? second.key() : Optional.empty();
        add(Roles.AS_GIVEN, first, other, candidates);
        if (other.isPresent()) {
            add(Roles.SWAPPED, other, first, candidates);
            add(Roles.KEY_ALONE, first, Optional.empty(), candidates);
            add(Roles.SECOND_ALONE, other, Optional.empty(), candidates);
        }
        first.filter(both -> both.length == 2 * HALF).ifPresent(both -> {
            byte[] left = Arrays.copyOfRange(both, 0, HALF);
            byte[] right = Arrays.copyOfRange(both, HALF, 2 * HALF);
            candidates.removeIf(it -> it.roles == Roles.AS_GIVEN); // opens by its half, which is no key to keep
            add(Roles.HALVES, Optional.of(left), Optional.of(right), candidates);
            add(Roles.HALVES_SWAPPED, Optional.of(right), Optional.of(left), candidates);
        });
        return candidates;
    }

    private static void add(Roles roles, Optional<byte[]> key, Optional<byte[]> second, List<Tried> candidates) {
        key.map(Keys::of)
                .map(keys -> second.map(keys::withAuthentication).orElse(keys))
                .ifPresent(keys -> candidates.add(new Tried(roles, keys)));
    }

    private static Verdict verdict(
            MeterStream.Options options, byte[] capture, List<byte[]> keys, List<byte[]> seconds) {
        return KeyDoctor.examine(options, capture, keys, seconds).verdict();
    }

    private static List<byte[]> bytes(KeyText text) {
        return text.key().stream().toList();
    }
}
