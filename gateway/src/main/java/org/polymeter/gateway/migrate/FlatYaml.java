package org.polymeter.gateway.migrate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Values of a YAML file by their path: {@code mqtt.address}, {@code services.reader.command.0}. */
final class FlatYaml {

    private FlatYaml() {}

    static Map<String, Located> read(String file, String text) throws MigrationException {
        Map<String, Located> values = new LinkedHashMap<>();
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
            root.ifPresent(node -> add(node, "", values));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new MigrationException(
                    file, line, "this is not YAML: " + e.getProblem() + " – is it indented with blanks, evenly?");
        } catch (YamlEngineException e) {
            throw new MigrationException(file, 0, "this is not YAML: " + e.getMessage());
        }
        return values;
    }

    private static void add(Node node, String path, Map<String, Located> values) {
        switch (node) {
            case MappingNode mapping -> {
                for (NodeTuple entry : mapping.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode key) {
                        add(entry.getValueNode(), below(path, key.getValue()), values);
                    }
                }
            }
            case SequenceNode sequence -> {
                List<Node> items = sequence.getValue();
                for (int i = 0; i < items.size(); i++) {
                    add(items.get(i), below(path, Integer.toString(i)), values);
                }
            }
            case ScalarNode scalar ->
                values.put(path, new Located(scalar.getValue().strip(), line(scalar)));
            default -> {}
        }
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
