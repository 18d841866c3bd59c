package org.polymeter.gateway.plugtest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.profile.JsonWriter;

/** How far a plug-test is, and what came of it, as {@code /api/app/plugtest} has it (docs/web.md). */
final class StateJson {

    private final Map<String, PortList> operators;
    private final JsonWriter json = new JsonWriter();

    /** {@code operators}: lists that somebody has chosen, by source. */
    StateJson(Map<String, PortList> operators) {
        this.operators = operators;
    }

    byte[] of(Optional<Trial> trial, Optional<Plugtest> test, Instant now) {
        json.openObject().key("state");
        json.value(trial.map(made -> made.isOver(now) ? "done" : "running").orElse("none"));
        trial.ifPresent(made -> {
            json.key("started").timeWithMillis(made.started());
            json.key("ends").timeWithMillis(made.ends());
            json.key("readings").value(made.readings());
        });
        json.key("chosen").openObject();
        for (Map.Entry<String, PortList> chosen : operators.entrySet()) {
            json.key(chosen.getKey()).value(chosen.getValue().name());
        }
        json.closeObject().key("lists").openArray();
        for (PortList list : PortLists.all()) {
            json.openObject().key("name").value(list.name());
            json.key("title").value(list.title()).closeObject();
        }
        json.closeArray();
        test.ifPresent(this::report);
        return json.closeObject().toBytes();
    }

    /** Meters have no ids in reports, which are shown around; the app needs them to lead there. */
    private void report(Plugtest test) {
        json.key("ids").openArray();
        test.judgements()
                .forEach(judgement -> json.value(judgement.meter().info().meter()));
        json.closeArray().key("rows").openArray();
        test.rows().forEach(json::value);
        String report = JsonReport.of(test, new Serials(false));
        json.closeArray().key("report").json(report.strip().getBytes(StandardCharsets.UTF_8));
    }
}
