package org.polymeter.gateway.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people change about a configuration, one thing at a time. */
final class Edits {

    /** Of a meter's settings, those that stand at its source. */
    private static final Set<String> OF_SOURCE = Set.of("zone", "ct-ratio", "ignore-meter-clock");

    /** Says where a meter is that has no entry yet; no settings. */
    private static final Set<String> WHERE = Set.of("source", "channel", "device");

    private Edits() {}

    /** {@code value}: {@link Tree.Nothing} takes the key out. */
    static SettingsFile.Edit set(String key, Tree value) {
        return now -> now.with(new Tree.Branch(
                Map.of(key, Masks.lifted(key, value, now.get(key).orElse(new Tree.Nothing())))));
    }

    /** Another block at the end of a list. */
    static SettingsFile.Edit add(String list, Tree.Branch block) {
        return now -> now.with(list, now.items(list).with(Masks.lifted(list, block, new Tree.Nothing())));
    }

    /** The block with that id becomes another; what was a list in it in the file stays in its order. */
    static SettingsFile.Edit replace(String list, String id, Tree.Branch block) {
        return now -> {
            int index = index(now, list, id);
            Tree before = now.items(list).list().get(index);
            Tree.Branch open = (Tree.Branch) Masks.lifted(list, block, before);
            Tree.Branch named = list.equals("outputs") || open.get("id").isPresent()
                    ? open
                    : new Tree.Branch(Map.of("id", new Tree.Leaf(id))).with(open);
            return now.with(list, now.items(list).with(index, withKeyFiles(named, before)));
        };
    }

    static SettingsFile.Edit remove(String list, String id) {
        return now -> {
            Tree.Items less = now.items(list).without(index(now, list, id));
            boolean isNeedless = less.list().isEmpty() && !list.equals("sources") && !list.equals("outputs");
            return isNeedless ? now.without(list) : now.with(list, less);
        };
    }

    /** Name, role and limits of a meter; some of its settings are its source's. */
    static SettingsFile.Edit meter(String id, Tree.Branch wanted) {
        return now -> {
            Optional<MeterPlace> known = MeterPlace.of(id, now);
            MeterPlace place = known.isPresent() ? known.get() : unnamed(id, wanted, now);
            Tree.Items sources = now.items("sources");
            Tree.Branch source = (Tree.Branch) sources.list().get(place.source());
            Tree.Branch label = place.in(source);
            Tree.Branch ofSource = source;
            for (Map.Entry<String, Tree> entry : wanted.byKey().entrySet()) {
                Tree.Branch change = new Tree.Branch(Map.of(entry.getKey(), entry.getValue()));
                if (OF_SOURCE.contains(entry.getKey())) {
                    ofSource = ofSource.with(change);
                } else if (!WHERE.contains(entry.getKey())) {
                    label = label.with(change);
                }
            }
            Tree.Branch changed = place.with(ofSource, label);
            return now.with("sources", sources.with(place.source(), changed));
        };
    }

    /** A form does not show which file has a key, so it does not send it back either; a new key takes its place. */
    private static Tree.Branch withKeyFiles(Tree.Branch wanted, Tree before) {
        Tree.Branch kept = wanted;
        if (before instanceof Tree.Branch known) {
            for (String word : List.of("key", "auth-key", "password", "token", "secret")) {
                Optional<Tree> file = known.get(word + "-file");
                if (wanted.get(word).isPresent()) {
                    kept = kept.without(word + "-file");
                } else if (file.isPresent() && wanted.get(word + "-file").isEmpty()) {
                    kept = kept.with(word + "-file", file.get());
                }
            }
        }
        return kept;
    }

    /** A meter whose id comes from its serial number: the caller has to say where it is. */
    private static MeterPlace unnamed(String id, Tree.Branch wanted, Tree.Branch now) throws Refusal {
        String source = wanted.text("source").orElse("");
        int index = now.items("sources").indexOf(source);
        if (index < 0) {
            throw new Refusal(
                    Refusal.Kind.ABSENT,
                    "No meter is called '" + id + "' in the file, and no source '" + source + "' is there to which it"
                            + " could belong.");
        }
        Tree.Branch block = (Tree.Branch) now.items("sources").list().get(index);
        if (block.text("type").equals(Optional.of("mqtt"))) {
            String device = wanted.text("device")
                    .orElseThrow(() -> new Refusal(
                            Refusal.Kind.UNSOUND,
                            "Meters of source '" + source + "' are told by their device: say which level of its topic"
                                    + " names it ('device')."));
            return new MeterPlace(index, "meters", Optional.of(device));
        }
        Optional<String> channel = wanted.text("channel");
        return new MeterPlace(index, channel.isPresent() ? "submeters" : "meter", channel);
    }

    /** Outputs have no ids: they are counted from 1. */
    private static int index(Tree.Branch now, String list, String id) throws Refusal {
        Tree.Items items = now.items(list);
        int index = list.equals("outputs") ? number(id) - 1 : items.indexOf(id);
        if (index < 0 || index >= items.list().size()) {
            throw new Refusal(Refusal.Kind.ABSENT, "There is no '" + id + "' among the " + list + " of the file.");
        }
        return index;
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }
}
