package org.polymeter.gateway.setup;

import java.util.List;
import org.polymeter.gateway.profile.JsonWriter;

/** {@code /api/app/country}: all countries, as JSON; what is not known is left out. */
final class CountryAnswer {

    private CountryAnswer() {}

    static byte[] of(List<Country> countries) {
        JsonWriter json = new JsonWriter().openObject().key("countries").openArray();
        for (Country country : countries) {
            json.openObject().key("code").value(country.code());
            country.zone().ifPresent(zone -> json.key("zone").value(zone));
            json.key("operators").openArray();
            country.operators().forEach(operator -> write(operator, json));
            json.closeArray().closeObject();
        }
        return json.closeArray().closeObject().toBytes();
    }

    private static void write(GridOperator operator, JsonWriter json) {
        json.openObject();
        texts("names", operator.names(), json);
        operator.meter().ifPresent(meter -> json.key("meter").value(meter));
        json.key("socket").value(GridOperator.word(operator.socket()));
        texts("lines", operator.lines().stream().map(Object::toString).toList(), json);
        operator.protocol().ifPresent(protocol -> json.key("protocol").value(protocol));
        operator.dialogue().ifPresent(dialogue -> json.key("dialogue").value(dialogue));
        operator.every().ifPresent(seconds -> json.key("every_s").value(seconds));
        json.key("open").value(GridOperator.word(operator.open()));
        need("key", operator.key(), json);
        need("second", operator.second(), json);
        operator.from().ifPresent(from -> json.key("from").value(from));
        json.key("read").value(GridOperator.word(operator.read()));
        texts("notes", operator.notes(), json);
        json.closeObject();
    }

    private static void need(String name, GridOperator.Need need, JsonWriter json) {
        json.key(name).openObject().key("needed").value(GridOperator.word(need.degree()));
        if (!need.name().isEmpty()) {
            json.key("name").value(need.name());
        }
        json.closeObject();
    }

    private static void texts(String name, List<String> texts, JsonWriter json) {
        json.key(name).openArray();
        texts.forEach(json::value);
        json.closeArray();
    }
}
