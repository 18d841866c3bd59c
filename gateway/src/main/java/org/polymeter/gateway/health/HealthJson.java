package org.polymeter.gateway.health;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.gateway.flow.OutputState;
import org.polymeter.gateway.flow.SourceState;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Fact.SourceCount;

/** How sources and outputs are, as the app reads it (docs/web.md, System). */
final class HealthJson {

    private HealthJson() {}

    static void write(SourceHealth health, JsonWriter json) {
        SourceState state = health.source().state();
        SourceCount count = health.source().count();
        json.openObject().key("id").value(health.source().id());
        json.key("driver").value(health.source().driver());
        json.key("where").value(health.source().where());
        json.key("state").value(health.word().word()).key("since").time(seconds(health.since()));
        time("lastHeard", state.heard(), json);
        time("lastFrame", state.lastFrame(), json);
        state.nextTry().ifPresent(next -> json.key("nextRetry").timeWithMillis(next));
        state.interval().ifPresent(it -> json.key("interval_s").value(it.toMillis(), 3));
        trouble(health.trouble(), json);
        json.key("frames").value(count.frames()).key("readings").value(count.readings());
        json.key("rejected").openObject();
        count.rejected().forEach((reason, times) -> json.key(reason).value(times));
        json.closeObject();
        count.clockSkewMillis().ifPresent(skew -> json.key("clockSkew_ms").value(skew));
        json.key("minutes").openArray();
        state.minutes().forEach(json::value);
        json.closeArray().closeObject();
    }

    static void write(OutputHealth health, JsonWriter json) {
        OutputState state = health.state();
        json.openObject().key("id").value(state.id());
        json.key("kind").value(health.kind()).key("where").value(health.where());
        json.key("format").value(health.format());
        json.key("state").value(state.phase().name().toLowerCase(Locale.ROOT));
        json.key("since").time(seconds(state.since()));
        state.nextTry().ifPresent(next -> json.key("nextRetry").timeWithMillis(next));
        trouble(health.trouble(), json);
        json.key("delivered").value(state.delivered()).key("waiting").value(state.waiting());
        time("oldest", state.oldest(), json);
        json.key("dropped").value(state.dropped()).key("reconnects").value(state.reconnects());
        time("lastDelivered", state.lastDelivered(), json);
        json.key("kept").value(state.name().isPresent());
        json.key("testable").value(state.testable()).closeObject();
    }

    static void trouble(Optional<Trouble> trouble, JsonWriter json) {
        trouble.ifPresent(it -> {
            json.key("trouble").openObject().key("code").value(it.code());
            json.key("severity").value(it.severity().word());
            json.key("text").value(it.text());
            json.key("detail").value(it.detail()).closeObject();
        });
    }

    private static void time(String key, Optional<Instant> time, JsonWriter json) {
        time.ifPresent(it -> json.key(key).time(seconds(it)));
    }

    private static Instant seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }
}
