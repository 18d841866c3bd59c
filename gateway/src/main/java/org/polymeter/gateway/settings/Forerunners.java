package org.polymeter.gateway.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the items of a list were before it was changed: found by their ids, or else by what they say, never by their
 * places.
 */
final class Forerunners {

    /** There is none, or it cannot be told which. */
    static final int NONE = -1;

    /** What tells where an item without an id leads. */
    private static final List<String> ADDRESS = List.of("type", "host", "url");

    private final List<Tree> now;
    private final List<Tree> before;
    private final List<Integer> found;

    private Forerunners(List<Tree> now, List<Tree> before) {
        this.now = now;
        this.before = before;
        this.found = new ArrayList<>(Collections.nCopies(now.size(), NONE));
    }

    /** For each item now, the index of the one that it was, or {@link #NONE}. */
    static List<Integer> of(Tree.Items now, Tree.Items before) {
        Forerunners search = new Forerunners(now.list(), before.list());
        search.pair(Forerunners::id, true);
        search.pair(Forerunners::nameless, true);
        search.pair(item -> nameless(item).map(Secrets::without), true);
        search.pair(item -> nameless(item).flatMap(Forerunners::address), false);
        return List.copyOf(search.found);
    }

    /** The same, as trees; nothing in the place of none. */
    static List<Tree> trees(Tree.Items now, Tree before) {
        Tree.Items known = before instanceof Tree.Items items ? items : Tree.Items.EMPTY;
        return of(now, known).stream()
                .map(index -> index == NONE ? new Tree.Nothing() : known.list().get(index))
                .toList();
    }

    /**
     * Pairs what has no partner yet.
     *
     * @param trait by which both are the same
     * @param alike whether several that have it are all the same, and as many as before, so that their order tells
     */
    private void pair(Function<Tree, Optional<Tree>> trait, boolean alike) {
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (!found.contains(i)) {
                free.add(i);
            }
        }
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (found.get(i) == NONE) {
                open.add(i);
            }
        }
        Map<Tree, List<Integer>> partners = byTrait(before, free, trait);
        byTrait(now, open, trait).forEach((key, items) -> {
            List<Integer> others = partners.getOrDefault(key, List.of());
            boolean isClear = items.size() == others.size() && (alike || items.size() == 1);
            for (int i = 0; isClear && i < items.size(); i++) {
                found.set(items.get(i), others.get(i));
            }
        });
    }

    private static Map<Tree, List<Integer>> byTrait(
            List<Tree> items, List<Integer> indexes, Function<Tree, Optional<Tree>> trait) {
        Map<Tree, List<Integer>> byTrait = new LinkedHashMap<>();
        for (int index : indexes) {
            trait.apply(items.get(index))
                    .ifPresent(key -> byTrait.computeIfAbsent(key, it -> new ArrayList<>())
                            .add(index));
        }
        return byTrait;
    }

    private static Optional<Tree> id(Tree item) {
        return item instanceof Tree.Branch branch ? branch.text("id").map(Tree.Leaf::new) : Optional.empty();
    }

    private static Optional<Tree> nameless(Tree item) {
        return id(item).isPresent() ? Optional.empty() : Optional.of(item);
    }

    private static Optional<Tree> address(Tree item) {
        if (!(Secrets.without(item) instanceof Tree.Branch bare)
                || bare.get("type").isEmpty()) {
            return Optional.empty();
        }
        Tree.Branch address = Tree.Branch.EMPTY;
        for (String key : ADDRESS) {
            address = address.with(key, bare.get(key).orElse(new Tree.Nothing()));
        }
        return Optional.of(address);
    }
}
