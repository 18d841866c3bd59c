package org.polymeter.gateway.query;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Span;
import org.polymeter.gateway.history.Subject;

/**
 * Reads questions: {@code meter} and {@code point}, {@code name}, {@code from} and {@code to} or {@code period} and
 * {@code at}, {@code resolution}. What is not said is all meters, all quantities, today, and what suits a chart.
 */
public final class QuestionReader {

    private static final String AUTO = "auto";
    private static final int MOST_NAMED = 40;

    private final History history;
    private final Parameters said;
    private final Instant now;

    public QuestionReader(History history, Parameters said, Instant now) {
        this.history = history;
        this.said = said;
        this.now = now;
    }

    /** {@code usual}: how finely, if nothing is said; empty for what suits a chart. */
    public Question read(Optional<Resolution> usual) throws QuestionException, IOException {
        List<Subject> subjects = subjects();
        List<String> names = names();
        Optional<Span> all = history.span(
                subjects.stream().flatMap(it -> it.meters().stream()).toList());
        List<Question.Line> lines = new ArrayList<>();
        for (Subject subject : subjects) {
            lines.add(new Question.Line(subject, names, span(subject.zone(), all)));
        }
        return new Question(lines, resolution(lines, usual), now);
    }

    /** The meters and points that are asked for, each once; all meters if none is. */
    public List<Subject> subjects() throws QuestionException, IOException {
        List<HistoryMeter> known = history.meters();
        Set<Subject> subjects = new LinkedHashSet<>();
        for (String id : said.all("meter")) {
            subjects.add(known.stream()
                    .filter(meter -> meter.id().equals(id))
                    .findFirst()
                    .map(Subject::of)
                    .orElseThrow(() -> unknown(id, known)));
        }
        for (String id : said.all("point")) {
            subjects.add(Subject.point(id, known).orElseThrow(() -> unknown(id, known)));
        }
        if (subjects.isEmpty()) {
            known.forEach(meter -> subjects.add(Subject.of(meter)));
        }
        return List.copyOf(subjects);
    }

    /** {@code usual}: if nothing is said. */
    public Span span(ZoneId zone, Optional<Span> all, Span usual) throws QuestionException {
        boolean saysTime = Stream.of("from", "to", "period", "at")
                .anyMatch(name -> said.one(name).isPresent());
        return saysTime ? span(zone, all) : usual;
    }

    private static QuestionException unknown(String id, List<HistoryMeter> known) {
        if (known.isEmpty()) {
            return QuestionException.unknown("There is no history of '" + id
                    + "', nor of any meter yet. Readings are written every few minutes.");
        }
        return QuestionException.unknown("There is no history of '" + id + "'. There is history of "
                + known.stream().limit(MOST_NAMED).map(HistoryMeter::id).collect(Collectors.joining(", ")) + ".");
    }

    private static QuestionException unknownName(String name, Set<String> known) {
        return QuestionException.unknown("No quantity is called '" + name + "'. There is history of "
                + (known.isEmpty()
                        ? "nothing yet"
                        : known.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")))
                + (known.size() > MOST_NAMED ? " …" : "")
                + "; '*' stands for any part of a name, as in energy_import_*.");
    }

    /** Names as asked for, {@code *} in them resolved; all there are if none is asked for. */
    private List<String> names() throws QuestionException, IOException {
        Set<String> known = history.quantities().keySet();
        List<String> asked = said.all("name");
        if (asked.isEmpty()) {
            return List.copyOf(known);
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : asked) {
            if (name.indexOf('*') >= 0) {
                NamePattern pattern = new NamePattern(name);
                known.stream().filter(pattern::matches).forEach(names::add);
            } else if (known.contains(name)) {
                names.add(name);
            } else if (Vocabulary.standard().named(name) == null) {
                throw unknownName(name, known);
            }
        }
        return List.copyOf(names);
    }

    private Span span(ZoneId zone, Optional<Span> all) throws QuestionException {
        Moments moments = new Moments(zone, now);
        Span today = Period.DAY.around(moments.today(), zone, new Span(now, now));
        Optional<String> period = said.one("period");
        Optional<String> from = said.one("from");
        Optional<String> to = said.one("to");
        if (period.isPresent()) {
            if (from.isPresent() || to.isPresent()) {
                throw QuestionException.wrong("Say either 'period' and 'at', or 'from' and 'to'.");
            }
            return period(period.get(), zone, moments, all.orElse(today));
        }
        if (said.one("at").isPresent()) {
            throw QuestionException.wrong(
                    "'at' says which 'period' is meant, so say that, too: " + Period.words() + ".");
        }
        if (from.isEmpty() && to.isEmpty()) {
            return today;
        }
        Instant start = from.isPresent()
                ? moment("from", from.get(), moments).from()
                : all.orElse(today).from();
        Instant end = to.isPresent() ? moment("to", to.get(), moments).to() : today.to();
        if (!start.isBefore(end)) {
            throw QuestionException.wrong(
                    "'from' has to be before 'to', which is the end of today if it is not said; here they are " + start
                            + " and " + end + ".");
        }
        return new Span(start, end);
    }

    private Span period(String word, ZoneId zone, Moments moments, Span all) throws QuestionException {
        Period period = Period.of(word)
                .orElseThrow(() ->
                        QuestionException.wrong("'period' is one of " + Period.words() + ", and not '" + word + "'."));
        Optional<String> at = said.one("at");
        Instant moment = at.isPresent() ? moment("at", at.get(), moments).from() : now;
        return period.around(moment.atZone(zone).toLocalDate(), zone, all);
    }

    private static Span moment(String name, String text, Moments moments) throws QuestionException {
        return moments.read(text)
                .orElseThrow(() ->
                        QuestionException.wrong("'" + name + "' is " + Moments.FORMS + "; '" + text + "' is none."));
    }

    private Resolution resolution(List<Question.Line> lines, Optional<Resolution> usual) throws QuestionException {
        String word = said.one("resolution").orElse(usual.map(Resolution::word).orElse(AUTO));
        if (word.equals(AUTO)) {
            return lines.isEmpty()
                    ? Resolution.DAY
                    : Resolution.fitting(
                            lines.getFirst().span().from(),
                            lines.getFirst().span().to());
        }
        return Resolution.of(word)
                .orElseThrow(() -> QuestionException.wrong("'resolution' is " + AUTO + ", "
                        + Arrays.stream(Resolution.values())
                                .map(it -> it.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ", and not '" + word + "'."));
    }
}
