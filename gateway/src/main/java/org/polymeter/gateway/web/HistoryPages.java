package org.polymeter.gateway.web;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.query.CsvExport;
import org.polymeter.gateway.query.DayAnswer;
import org.polymeter.gateway.query.EventsAnswer;
import org.polymeter.gateway.query.InventoryAnswer;
import org.polymeter.gateway.query.Parameters;
import org.polymeter.gateway.query.Question;
import org.polymeter.gateway.query.QuestionException;
import org.polymeter.gateway.query.QuestionReader;
import org.polymeter.gateway.query.SeriesAnswer;
import org.polymeter.gateway.query.TotalAnswer;

/** {@code /api/1/history} and what is below it: what meters said, for years. */
final class HistoryPages {

    private static final String PATH = "/api/1/history";
    private static final String CSV = "text/csv; charset=utf-8";

    /** What answers a question to the history. */
    private interface Asked {
        Answer answer(History history, Parameters said) throws IOException, QuestionException;
    }

    private final HistoryAnswers answers;
    private final InstantSource clock;

    /** {@code history}: empty if this gateway keeps none. */
    HistoryPages(Optional<History> history, InstantSource clock) {
        this.answers = new HistoryAnswers(history);
        this.clock = clock;
    }

    void addTo(Routes routes) {
        add(routes, PATH, (kept, said) -> json(new SeriesAnswer(kept).json(question(kept, said, Optional.empty()))));
        add(routes, PATH + "/total", this::total);
        add(
                routes,
                PATH + "/profile",
                (kept, said) -> json(new DayAnswer(kept).json(question(kept, said, Optional.of(Resolution.QUARTER)))));
        add(
                routes,
                PATH + "/meter",
                (kept, said) ->
                        json(new InventoryAnswer(kept).json(reader(kept, said).subjects())));
        add(routes, PATH + "/event", (kept, said) -> json(new EventsAnswer(kept).json(said, clock.instant())));
        add(routes, PATH + ".csv", this::csv);
        add(routes, PATH + ".csv.gz", this::gzippedCsv);
    }

    private void add(Routes routes, String path, Asked asked) {
        routes.add(path, call -> answers.answer(history -> asked.answer(history, call::parameters)));
    }

    private QuestionReader reader(History kept, Parameters said) {
        return new QuestionReader(kept, said, clock.instant());
    }

    private Question question(History kept, Parameters said, Optional<Resolution> usual)
            throws IOException, QuestionException {
        return reader(kept, said).read(usual);
    }

    private Answer total(History kept, Parameters said) throws IOException, QuestionException {
        TotalAnswer.Comparison comparison = TotalAnswer.Comparison.of(said.one("compare"));
        return json(new TotalAnswer(kept).json(question(kept, said, Optional.of(Resolution.DAY)), comparison));
    }

    private Answer csv(History kept, Parameters said) throws IOException, QuestionException {
        Question question = question(kept, said, Optional.empty());
        return new Answer.Live(CSV, name(question, ".csv"), true, out -> export(kept, question, out));
    }

    private Answer gzippedCsv(History kept, Parameters said) throws IOException, QuestionException {
        Question question = question(kept, said, Optional.empty());
        return new Answer.Live("application/gzip", name(question, ".csv.gz"), false, out -> {
            GZIPOutputStream gzip = new GZIPOutputStream(out);
            export(kept, question, gzip);
            gzip.finish();
        });
    }

    /** What a browser saves it as. */
    private static Map<String, String> name(Question question, String end) {
        String whose = question.lines().size() == 1
                ? question.lines().getFirst().subject().id()
                : "meters";
        String name = "polymeter-" + whose + "-" + question.resolution().word() + end;
        return Map.of("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    private static void export(History kept, Question question, OutputStream out) throws IOException {
        try {
            new CsvExport(kept).write(question, out, (line, until, rows) -> {});
        } catch (QuestionException e) {
            throw new IOException(e.words(), e);
        }
    }

    private static Answer json(byte[] body) {
        return Answer.Document.json(body);
    }
}
