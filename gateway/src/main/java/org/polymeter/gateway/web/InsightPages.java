package org.polymeter.gateway.web;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.insight.Tariff;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.query.InsightReader;
import org.polymeter.gateway.query.QuestionException;
import org.polymeter.gateway.sink.Fact;

/** {@code /api/1/tariff} and {@code /api/1/self-use}: what energy costs, and what becomes of the own production. */
final class InsightPages {

    private static final String PATH = "/api/1/tariff";

    /** What answers a question about a tariff. */
    private interface Asked {
        byte[] answer(InsightReader reader, Call call) throws IOException, QuestionException;
    }

    private final HistoryAnswers answers;
    private final Supplier<Tariffs> tariffs;
    private final Board board;
    private final InstantSource clock;

    /** {@code history}: empty if this gateway keeps none. */
    InsightPages(Optional<History> history, Supplier<Tariffs> tariffs, Board board, InstantSource clock) {
        this.answers = new HistoryAnswers(history);
        this.tariffs = tariffs;
        this.board = board;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.add(PATH, call -> Answer.Document.json(list()));
        add(routes, PATH + "/{tariff}/cost", (reader, call) -> reader.cost(call.variable("tariff")));
        add(routes, PATH + "/{tariff}/peak", (reader, call) -> reader.peaks(call.variable("tariff")));
        add(routes, PATH + "/{tariff}/forecast", (reader, call) -> forecast(reader, call.variable("tariff")));
        add(routes, "/api/1/self-use", (reader, call) -> reader.selfUse());
    }

    private void add(Routes routes, String path, Asked asked) {
        routes.add(
                path,
                call -> answers.answer(history -> Answer.Document.json(asked.answer(
                        new InsightReader(history, tariffs.get(), call::parameters, clock.instant()), call))));
    }

    private byte[] list() {
        JsonWriter json = new JsonWriter().openArray();
        for (Tariff tariff : tariffs.get().all()) {
            json.openObject().key("tariff").value(tariff.id()).key("meter").value(tariff.meter());
            json.key("currency").value(tariff.currency());
            json.key("zone").value(tariff.zone().getId()).closeObject();
        }
        return json.closeArray().toBytes();
    }

    private byte[] forecast(InsightReader reader, String id) throws IOException, QuestionException {
        Optional<Fact.Known> known = tariffs.get()
                .named(id)
                .flatMap(tariff -> Optional.ofNullable(board.meters().get(tariff.meter())))
                .flatMap(meter -> Optional.ofNullable(meter.known));
        Optional<Reading> state = known.map(Fact.Known::state);
        Map<String, Instant> older = known.map(Fact.Known::older).orElse(Map.of());
        return reader.forecast(id, state, older);
    }
}
