package org.polymeter.gateway.meters;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Feed;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.plugtest.MeterFacts;
import org.polymeter.gateway.plugtest.Notebook;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Fact;

/** {@code /api/app/meter/{id}}: what was noted of a meter since the start. */
public final class DetailPages implements Pages {

    private static final String PATH = "/api/app/meter/{id}";

    /** Of how many distances a median is; an hour would cost each quantity fourteen kilobytes. */
    private static final int DISTANCES = 60;

    private final Notebook notes = new Notebook(DISTANCES);
    private final Sayings sayings = new Sayings();
    private final Feed feed = new Feed("meter", Duration.ofSeconds(2));
    private final Supplier<Fact.Counted> counts;

    /** {@code counts}: the gateway's counters at this moment. */
    public DetailPages(Supplier<Fact.Counted> counts) {
        this.counts = counts;
    }

    /** What is noted of all meters since the start. */
    public Notebook notes() {
        return notes;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(PATH, this::meter);
        routes.add(PATH + "/stream", this::stream);
        routes.add(Method.GET, PATH + "/identity", Right.INSPECT, this::identity);
    }

    @Override
    public void take(Fact fact) {
        if (fact instanceof Fact.Told told) {
            sayings.take(told);
        } else {
            notes.take(fact);
        }
    }

    /** What meters said word for word is only copied while somebody looks. */
    @Override
    public boolean wantsTold() {
        return feed.isHeard();
    }

    private Answer meter(Call call) {
        return json(call.text("id")).<Answer>map(Answer.Document::json).orElseGet(() -> unknown(call));
    }

    private Answer stream(Call call) {
        String id = call.text("id");
        return notes.meter(id).isEmpty() ? unknown(call) : feed.of(() -> json(id));
    }

    private Optional<byte[]> json(String id) {
        return notes.meter(id).map(meter -> new DetailJson(meter, sayings, counts.get()).write());
    }

    private Answer identity(Call call) {
        Optional<MeterInfo> info = notes.meter(call.text("id")).map(MeterFacts::info);
        if (info.isEmpty()) {
            return unknown(call);
        }
        JsonWriter json = new JsonWriter().openObject();
        json.key("scheme").value(info.get().identityScheme());
        String value = info.get().identityValue();
        if (value != null) {
            json.key("value").value(value);
        }
        String device = info.get().device();
        if (device != null) {
            json.key("device").value(device);
        }
        return Answer.Document.json(json.closeObject().toBytes());
    }

    private static Answer unknown(Call call) {
        return Answer.Problem.notFound(
                "No meter is called '" + call.text("id") + "'. Those there are, are in /api/1/meter.");
    }
}
