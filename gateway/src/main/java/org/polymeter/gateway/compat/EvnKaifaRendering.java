package org.polymeter.gateway.compat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;

/**
 * The firmware for Kaifa meters of Netz NÖ, in its three modes: {@code <base>/raw}, the meter's message;
 * {@code <base>/<field>}, a value each; {@code <base>/json}. W, Wh, V, A with the meter's own decimals; zero
 * is {@code 0}.
 */
public final class EvnKaifaRendering implements Rendering {

    /** What is published. */
    public enum Mode {
        /** The message as the meter made it, opened and joined. */
        RAW,
        /** The frames as they came over the wire. */
        WIRE,
        TOPICS,
        JSON
    }

    /**
     * What the firmware's settings say.
     *
     * @param base first levels of the topics; {@code {meter}} in it stands for the meter's id
     * @param meter id of the only one that speaks; empty: the first
     */
    public record Settings(String base, Mode mode, Optional<String> meter) {}

    /** Wall time with offset, {@code Z} for none. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private final Mode mode;
    private final boolean hashed;
    private final List<Term> terms = Terms.of("evn-kaifa.terms");
    private final Meters meters;
    private final Choice choice;

    /** {@code hashed}: privacy, the meter's own number is hidden, and raw is off. */
    public EvnKaifaRendering(Settings settings, boolean hashed) {
        this.mode = settings.mode();
        this.hashed = hashed;
        this.meters = new Meters(hashed);
        this.choice = new Choice(settings.base().replaceFirst("/*$", "/"), settings.meter(), meters);
    }

    @Override
    public boolean wantsTold() {
        return isRaw() && !hashed;
    }

    @Override
    public void render(Fact fact, Outlet to) throws IOException, InterruptedException {
        meters.remember(fact);
        choice.remember(fact);
        if (fact instanceof Fact.Heard heard && !isRaw() && choice.accepts(heard.reading())) {
            if (mode == Mode.JSON) {
                to.publish(topic(heard.reading().meter(), "json"), json(heard.reading()), Sending.JSON);
            } else {
                topics(heard.reading(), to);
            }
        } else if (fact instanceof Fact.Told told && wantsTold() && choice.accepts(told.meter())) {
            Bytes bytes = mode == Mode.WIRE ? told.frame() : told.payload();
            to.publish(topic(told.meter(), "raw"), bytes.toArray(), Sending.BYTES);
        }
    }

    private boolean isRaw() {
        return mode == Mode.RAW || mode == Mode.WIRE;
    }

    private String topic(String meter, String field) {
        return choice.topic(meter) + field;
    }

    private void topics(Reading reading, Outlet to) throws IOException, InterruptedException {
        text(reading, "meternumber", meters.number(reading.meter()), to);
        text(reading, "timestamp", time(reading), to);
        for (Map.Entry<String, String> value : values(reading).entrySet()) {
            text(reading, value.getKey(), value.getValue(), to);
        }
    }

    private void text(Reading reading, String field, String text, Outlet to) throws IOException, InterruptedException {
        to.publish(topic(reading.meter(), field), text.getBytes(StandardCharsets.UTF_8), Sending.TEXT);
    }

    private byte[] json(Reading reading) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("meternumber").value(meters.number(reading.meter()));
        json.key("timestamp").value(time(reading));
        values(reading).forEach((field, digits) -> json.key(field).number(digits));
        json.key("ip").value("0.0.0.0"); // of a box that is not there
        json.key("rssi").value("0dBm");
        return json.closeObject().toBytes();
    }

    private Map<String, String> values(Reading reading) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Term term : terms) {
            BigDecimal value = term.of(reading.number(term.quantity()));
            if (value != null) {
                values.put(term.word(), value.signum() == 0 ? "0" : value.toPlainString());
            }
        }
        return values;
    }

    private String time(Reading reading) {
        return TIME.format(reading.time().atZone(meters.zone(reading.meter())));
    }
}
