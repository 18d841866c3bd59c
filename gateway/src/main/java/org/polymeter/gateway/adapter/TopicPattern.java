package org.polymeter.gateway.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An MQTT filter that may also say which level names the device: {@code home/{id}/+}.
 *
 * @param text the filter as written
 */
record TopicPattern(String text) {

    static final String ID = "{id}";

    /**
     * What a topic is made of.
     *
     * @param id the level at {@code {id}}; empty if the pattern has none
     * @param fixed the levels before the closing wildcard
     * @param field the levels under the closing wildcard, joined by dots; empty if there is none
     */
    record Match(String id, String fixed, String field) {}

    /** What a broker understands. */
    String filter() {
        return text.replace(ID, "+");
    }

    Optional<Match> match(String topic) {
        String[] wanted = text.split("/", -1);
        String[] levels = topic.split("/", -1);
        boolean open = wanted[wanted.length - 1].equals("#");
        if (open ? levels.length < wanted.length - 1 : levels.length != wanted.length) {
            return Optional.empty();
        }
        String id = "";
        int fixed = levels.length;
        for (int i = 0; i < levels.length; i++) {
            String level = i < wanted.length ? wanted[i] : "#";
            if (level.equals(ID)) {
                id = levels[i];
            } else if (level.equals("#") || (level.equals("+") && i == levels.length - 1)) {
                fixed = Math.min(fixed, i);
            } else if (!level.equals("+") && !level.equals(levels[i])) {
                return Optional.empty();
            }
        }
        List<String> all = new ArrayList<>(List.of(levels));
        return Optional.of(new Match(
                id, String.join("/", all.subList(0, fixed)), String.join(".", all.subList(fixed, all.size()))));
    }
}
