package org.polymeter.gateway.query;

import java.io.IOException;
import java.util.List;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.Inventory;
import org.polymeter.gateway.history.Subject;
import org.polymeter.gateway.profile.JsonWriter;

/** Which meters there is history of, what of them, and since when. */
public final class InventoryAnswer {

    private final History history;

    public InventoryAnswer(History history) {
        this.history = history;
    }

    public byte[] json(List<Subject> subjects) throws IOException {
        List<HistoryMeter> meters = subjects.stream()
                .flatMap(subject -> subject.meters().stream())
                .distinct()
                .toList();
        JsonWriter json = new JsonWriter().openArray();
        for (Inventory inventory : history.inventory(meters)) {
            write(inventory, json);
        }
        return json.closeArray().toBytes();
    }

    private static void write(Inventory inventory, JsonWriter json) {
        HistoryMeter meter = inventory.meter();
        json.openObject().key("meter").value(meter.id());
        optional("name", meter.name(), json);
        optional("role", meter.role(), json);
        optional("medium", meter.medium(), json);
        json.key("point").value(meter.point()).key("zone").value(meter.zone().getId());
        inventory.readings().ifPresent(since -> json.key("readings_since").time(since));
        json.key("quantities").openArray();
        for (Inventory.Item item : inventory.items()) {
            Heads.quantity(json, item.name(), item.kind());
            json.key("first").time(item.first()).key("last").time(item.last());
            json.closeObject();
        }
        json.closeArray().closeObject();
    }

    private static void optional(String key, String text, JsonWriter json) {
        if (!text.isEmpty()) {
            json.key(key).value(text);
        }
    }
}
