package org.polymeter.gateway.settings;

import java.util.Optional;

/**
 * Where in a configuration a meter gets its name: at a source, in a block of it.
 *
 * @param source index in the list of sources
 * @param block {@code meter}, or {@code submeters} or {@code meters}
 * @param entry of the block: a channel or device; empty for {@code meter}
 */
record MeterPlace(int source, String block, Optional<String> entry) {

    /** Where a meter with that id is named, if it is. */
    static Optional<MeterPlace> of(String meter, Tree.Branch configuration) {
        Tree.Items sources = configuration.items("sources");
        for (int i = 0; i < sources.list().size(); i++) {
            if (!(sources.list().get(i) instanceof Tree.Branch source)) {
                continue;
            }
            if (isCalled(source.branch("meter"), meter)) {
                return Optional.of(new MeterPlace(i, "meter", Optional.empty()));
            }
            for (String block : new String[] {"submeters", "meters"}) {
                for (String entry : source.branch(block).byKey().keySet()) {
                    if (isCalled(source.branch(block).branch(entry), meter)) {
                        return Optional.of(new MeterPlace(i, block, Optional.of(entry)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** What stands there. */
    Tree.Branch in(Tree.Branch source) {
        return entry.map(name -> source.branch(block).branch(name)).orElseGet(() -> source.branch(block));
    }

    /** The source with something else there. */
    Tree.Branch with(Tree.Branch source, Tree.Branch label) {
        Tree.Branch whole =
                entry.map(name -> source.branch(block).with(name, label)).orElse(label);
        return source.with(block, whole);
    }

    private static boolean isCalled(Tree.Branch label, String meter) {
        return label.text("id").equals(Optional.of(meter));
    }
}
