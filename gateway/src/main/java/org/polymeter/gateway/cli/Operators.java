package org.polymeter.gateway.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.plugtest.PortList;
import org.polymeter.gateway.plugtest.PortLists;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Which documented list is whose, as the command line says it: {@code evn}, or {@code house=evn}. */
final class Operators {

    private final CommandSpec spec;
    private final Map<String, PortList> bySource = new HashMap<>();
    private Optional<PortList> ofAll = Optional.empty();

    Operators(List<String> words, CommandSpec spec) {
        this.spec = spec;
        words.forEach(this::take);
    }

    /** For sources of which nothing was said. */
    void unlessSaid(List<String> words) {
        if (ofAll.isEmpty()) {
            for (String word : words) {
                bySource.putIfAbsent(source(word), list(word));
            }
        }
    }

    /** Refuses sources that are not there. */
    void check(Set<String> sources) {
        List<String> unknown = new ArrayList<>(bySource.keySet());
        unknown.removeAll(sources);
        if (!unknown.isEmpty()) {
            throw misuse("--operator: there is no source '" + unknown.getFirst() + "'; there is "
                    + String.join(", ", sources.stream().sorted().toList()));
        }
    }

    /** The lists of those sources, as far as they were said. */
    Map<String, PortList> of(Set<String> sources) {
        Map<String, PortList> lists = new HashMap<>(bySource);
        ofAll.ifPresent(list -> sources.forEach(source -> lists.putIfAbsent(source, list)));
        return lists;
    }

    private void take(String word) {
        if (word.indexOf('=') < 0) {
            ofAll = Optional.of(list(word));
        } else {
            bySource.put(source(word), list(word));
        }
    }

    /** Names of files may have the sign in them, too. */
    private static String source(String word) {
        return word.substring(0, word.lastIndexOf('='));
    }

    private PortList list(String word) {
        String name = word.substring(word.lastIndexOf('=') + 1);
        return PortLists.named(name)
                .orElseThrow(() -> misuse("--operator: no list is called '" + name
                        + "'; 'polymeter plugtest --list' shows those there are"));
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
