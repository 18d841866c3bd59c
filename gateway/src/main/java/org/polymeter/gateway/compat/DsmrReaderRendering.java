package org.polymeter.gateway.compat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Timestamps;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;

/**
 * dsmr-reader under its default topics: {@code dsmr/reading/<field>}, {@code dsmr/json}, {@code
 * dsmr/meter-stats/<field>}, {@code dsmr/consumption/gas/<field>} and {@code dsmr/raw}. All of it is retained,
 * and what has not changed is not said again.
 */
public final class DsmrReaderRendering implements Rendering {

    /**
     * What can be chosen.
     *
     * @param prefix instead of {@code dsmr}; {@code {meter}} in it stands for the meter's id
     * @param raw whether telegrams of P1 are published as they came
     * @param meter id of the only one that speaks; empty: the first
     */
    public record Settings(String prefix, boolean raw, Optional<String> meter) {}

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
    private static final String NULL = "null";

    private final boolean raw;
    private final List<Term> terms = Terms.of("dsmr-reader.terms");
    private final List<Term> statistics = Terms.of("dsmr-reader-statistics.terms");
    private final Meters meters;
    private final Telegrams telegrams = new Telegrams();
    private final Choice choice;
    private final Map<String, String> said = new HashMap<>();

    /** {@code hashed}: privacy, nothing is published raw. */
    public DsmrReaderRendering(Settings settings, boolean hashed) {
        this.raw = settings.raw() && !hashed;
        this.meters = new Meters(hashed);
        this.choice = new Choice(settings.prefix().replaceFirst("/*$", "/"), settings.meter(), meters);
    }

    @Override
    public boolean wantsTold() {
        return raw;
    }

    /** Nobody knows what the broker still has. */
    @Override
    public void greet(Outlet to) {
        said.clear();
    }

    @Override
    public void render(Fact fact, Outlet to) throws IOException, InterruptedException {
        meters.remember(fact);
        choice.remember(fact);
        telegrams.remember(fact, meters);
        if (fact instanceof Fact.Heard heard) {
            Reading reading = heard.reading();
            Optional<String> parent = meters.parentOfGas(reading.meter()).filter(choice::accepts);
            if (parent.isPresent()) {
                gas(parent.get(), reading, to);
            } else if (choice.accepts(reading)) {
                reading(telegrams.whole(reading), to);
            }
        } else if (fact instanceof Fact.Told told && raw && choice.accepts(told.meter())) {
            telegram(told, to);
        }
    }

    private void reading(Whole telegram, Outlet to) throws IOException, InterruptedException {
        String meter = telegram.reading().meter();
        Map<String, String> json = new LinkedHashMap<>();
        for (Term term : terms) {
            String text = text(term, telegram);
            if (!text.isEmpty()) {
                say(meter, "reading/" + term.word(), text, to);
            }
            json.put(term.word(), inJson(term, text));
        }
        to.publish(choice.topic(meter) + "json", PythonJson.bytes(json), Sending.KEPT_JSON);
        for (Term term : statistics) {
            String text = term.quantity().equals("@version") ? version(meter) : plain(telegram, term);
            if (!text.isEmpty()) {
                say(meter, "meter-stats/" + term.word(), text, to);
            }
        }
    }

    private void gas(String parent, Reading gas, Outlet to) throws IOException, InterruptedException {
        BigDecimal volume = gas.number("volume_m3");
        if (volume != null) {
            String time = LOCAL.format(gas.time().atZone(meters.zone(gas.meter())));
            say(parent, "consumption/gas/read_at", time, to);
            say(parent, "consumption/gas/delivered", rounded(volume, "3"), to);
        }
    }

    /** P1 alone has a text; one that was opened has no checksum any more. */
    private void telegram(Fact.Told told, Outlet to) throws IOException, InterruptedException {
        if (told.protocol().equals("dsmr")) {
            Bytes text = told.frame().toArray()[0] == '/' ? told.frame() : told.payload();
            to.publish(choice.topic(told.meter()) + "raw", text.toArray(), Sending.KEPT_TEXT);
        }
    }

    private void say(String meter, String field, String text, Outlet to) throws IOException, InterruptedException {
        String topic = choice.topic(meter) + field;
        if (!text.equals(said.get(topic))) {
            to.publish(topic, text.getBytes(StandardCharsets.UTF_8), Sending.KEPT_TEXT);
            said.put(topic, text);
        }
    }

    /** Empty for what is not known; the original's id is the number of a row in its database. */
    private static String text(Term term, Whole telegram) {
        return switch (term.quantity()) {
            case "@id" -> "";
            case "@time" -> Timestamps.format(telegram.reading().time());
            case "@gas-time" ->
                telegram.gas().map(gas -> Timestamps.format(gas.time())).orElse("");
            case "@gas" -> rounded(telegram.volume(), term.more());
            default -> rounded(term.of(telegram.number(term.quantity())), term.more());
        };
    }

    /** Decimals are texts there, whole numbers are not. */
    private static String inJson(Term term, String text) {
        if (text.isEmpty()) {
            return NULL;
        }
        return term.more().equals("0") ? text : PythonJson.quoted(text);
    }

    private String version(String meter) {
        return meters.info(meter)
                .map(MeterInfo::protocolVersion)
                .map(version -> version.replaceAll("\\D", ""))
                .orElse("");
    }

    private static String plain(Whole telegram, Term term) {
        BigDecimal number = telegram.number(term.quantity());
        return number == null ? "" : number.toPlainString();
    }

    private static String rounded(@Nullable BigDecimal number, String decimals) {
        return number == null
                ? ""
                : number.setScale(Integer.parseInt(decimals), RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
