package org.polymeter.gateway.homie;

import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.profile.Positions;
import org.polymeter.gateway.profile.Titles;

/**
 * The document {@code $description} of a device (Homie 5.0, Device attributes). Its version is a checksum of
 * the rest, so it is another one exactly when something is.
 */
final class Description {

    private static final String CONVENTION = "5.0";

    /** Values for which no name of the profile is known. */
    private static final String UNMAPPED = "x_";

    private Description() {}

    /** The gateway: no node, only children. */
    static byte[] root(String gateway, List<String> children) {
        return versioned(json -> {
            json.key("name").value("Polymeter " + gateway);
            json.key("type").value("polymeter-gateway");
            list(json, "children", children);
        });
    }

    /**
     * A meter.
     *
     * @param root id of the gateway's device
     * @param children meters that are read through this one
     */
    static byte[] meter(MeterInfo info, String root, List<String> children) {
        String parent = info.parent();
        return versioned(json -> {
            json.key("name").value(Titles.of(info));
            json.key("type").value("polymeter-meter");
            json.key("root").value(root);
            json.key("parent").value(parent == null ? root : parent);
            list(json, "children", children);
            json.key("nodes").openObject().key(HomieTopics.NODE).openObject();
            json.key("name").value("Meter").key("type").value(info.medium());
            json.key("properties").openObject();
            info.quantities().keySet().stream()
                    .filter(Description::has)
                    .forEach(quantity -> property(json.key(HomieTopics.property(quantity)), quantity));
            json.closeObject().closeObject().closeObject();
        });
    }

    /** Whether a quantity is a property of its meter. */
    static boolean has(Quantity quantity) {
        return !quantity.name().startsWith(UNMAPPED);
    }

    private static void property(JsonWriter json, Quantity quantity) {
        json.openObject().key("name").value(Titles.of(quantity));
        json.key("datatype").value(datatype(quantity));
        if (Positions.areValuesOf(quantity)) {
            json.key("format").value(String.join(",", Positions.ALL));
        }
        String unit = quantity.unit().symbol();
        if (!unit.isEmpty()) {
            json.key("unit").value(unit);
        }
        json.closeObject();
    }

    private static String datatype(Quantity quantity) {
        return switch (quantity.kind()) {
            case TEXT -> "string";
            case TIME -> "datetime";
            case STATE -> Positions.areValuesOf(quantity) ? "enum" : "integer"; // the tariff
            case GAUGE, COUNTER, NET -> quantity.name().endsWith("_count") ? "integer" : "float";
        };
    }

    private static void list(JsonWriter json, String name, List<String> ids) {
        if (!ids.isEmpty()) {
            json.key(name).openArray();
            ids.forEach(json::value);
            json.closeArray();
        }
    }

    private static byte[] versioned(Consumer<JsonWriter> rest) {
        CRC32 checksum = new CRC32();
        checksum.update(document(rest, 0));
        return document(rest, checksum.getValue());
    }

    private static byte[] document(Consumer<JsonWriter> rest, long version) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("homie").value(CONVENTION).key("version").value(version);
        rest.accept(json);
        return json.closeObject().toBytes();
    }
}
