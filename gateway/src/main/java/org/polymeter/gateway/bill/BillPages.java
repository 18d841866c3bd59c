package org.polymeter.gateway.bill;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.query.InsightReader;
import org.polymeter.gateway.web.HistoryAnswers;

/** {@code /api/app/cost}: how costs came together, day by day. */
public final class BillPages implements Pages {

    private final HistoryAnswers answers;
    private final Supplier<Tariffs> tariffs;
    private final InstantSource clock;

    /**
     * The costs of what a history knows.
     *
     * @param history empty if this gateway keeps none
     * @param tariffs what energy costs at this moment
     */
    public BillPages(Optional<History> history, Supplier<Tariffs> tariffs, InstantSource clock) {
        this.answers = new HistoryAnswers(history);
        this.tariffs = tariffs;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("/api/app/cost/{tariff}", this::costs);
    }

    private Answer costs(Call call) {
        return answers.answer(history ->
                Answer.Document.json(new InsightReader(history, tariffs.get(), call::parameters, clock.instant())
                        .costs(call.text("tariff"))));
    }
}
