package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.polymeter.gateway.profile.JsonWriter;

/** Findings for programs: what is found, in one word, and what it is about. */
final class FindingJson {

    private final JsonWriter json;
    private final Serials serials;

    FindingJson(JsonWriter json, Serials serials) {
        this.json = json;
        this.serials = serials;
    }

    void write(List<Finding> findings) {
        json.openArray();
        for (Finding finding : findings) {
            json.openObject();
            members(finding);
            json.closeObject();
        }
        json.closeArray();
    }

    private void members(Finding finding) {
        switch (finding) {
            case Finding.Missing missing -> {
                kind("missing").key("partly").value(missing.partly());
                names(missing.names());
            }
            case Finding.Awaited awaited -> {
                kind("awaited");
                names(awaited.names());
            }
            case Finding.Slow slow -> {
                kind("slow");
                seconds("interval_s", slow.interval());
                seconds("expected_s", slow.expected());
                names(slow.names());
            }
            case Finding.Untimed untimed ->
                kind("untimed").key("instead").value(untimed.instead().word());
            case Finding.ClockWrong wrong -> {
                kind("clock_wrong");
                wrong.skew().ifPresent(skew -> seconds("skew_s", skew));
            }
            case Finding.Anonymous anonymous -> kind("anonymous");
            case Finding.Open open -> kind("open");
            case Finding.Encrypted encrypted -> kind("encrypted");
            case Finding.Unproven unproven -> kind("unproven");
            case Finding.Silent silent -> kind("silent");
            case Finding.Rejections rejections -> {
                kind("rejected").key("times").openObject();
                for (Map.Entry<String, Long> reason : rejections.times().entrySet()) {
                    json.key(reason.getKey()).value(reason.getValue());
                }
                json.closeObject().key("last").value(serials.within(rejections.last()));
            }
        }
    }

    private JsonWriter kind(String word) {
        return json.key("kind").value(word);
    }

    private void names(List<String> names) {
        json.key("names").openArray();
        names.forEach(json::value);
        json.closeArray();
    }

    private void seconds(String key, Duration time) {
        json.key(key).value(time.toMillis(), 3);
    }
}
