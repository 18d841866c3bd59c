package org.polymeter.gateway.sink;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.codec.reading.Timestamps;
import org.polymeter.gateway.profile.ProfileJson;

/** Prints what meters say, for people or one JSON object per line for programs. */
public final class ConsoleSink implements Sink {

    private final PrintStream out;
    private final Form form;

    /** For whom it prints. */
    public enum Form {
        /** Readings, events, descriptions, and frames that could not be used. */
        PEOPLE,
        /** Readings only, as on topic {@code reading}, one per line. */
        NDJSON
    }

    /** {@code out} stays open. */
    public ConsoleSink(PrintStream out, Form form) {
        this.out = out;
        this.form = form;
    }

    @Override
    public String describe() {
        return "console";
    }

    @Override
    public void write(List<Fact> batch) throws IOException {
        for (Fact fact : batch) {
            String text = form == Form.NDJSON ? line(fact) : words(fact);
            if (!text.isEmpty()) {
                out.print(text + "\n");
            }
        }
        if (out.checkError()) { // which flushes too
            throw new IOException("cannot print: nobody reads the output any more");
        }
    }

    @Override
    public void close() {
        out.flush();
    }

    private static String line(Fact fact) {
        return fact instanceof Fact.Heard heard
                ? new String(ProfileJson.reading(heard.reading()), StandardCharsets.UTF_8)
                : "";
    }

    private static String words(Fact fact) {
        return switch (fact) {
            case Fact.Heard heard -> reading(heard.reading());
            case Fact.Happened happened -> event(happened.event());
            case Fact.Described described -> info(described.info());
            case Fact.Alive alive -> alive.meter() + "  " + (alive.online() ? "online" : "offline");
            case Fact.Removed removed -> removed.meter() + "  removed";
            case Fact.Rejected rejected ->
                rejected.source() + "  " + Timestamps.format(rejected.received()) + "  not usable, " + rejected.reason()
                        + ": " + rejected.detail();
            case Fact.Known known -> "";
            case Fact.Raw raw -> "";
            case Fact.Told told -> "";
            case Fact.GatewayDescribed described -> "";
            case Fact.Counted counted -> "";
        };
    }

    private static String reading(Reading reading) {
        StringBuilder text = new StringBuilder(reading.meter());
        text.append("  ").append(Timestamps.format(reading.time()));
        if (reading.timeSource() != TimeSource.METER) {
            text.append(" by the clock of the ").append(reading.timeSource().word());
        }
        if (!reading.quality().isEmpty()) {
            text.append("  (").append(String.join(", ", reading.quality())).append(')');
        }
        int widest = 0;
        for (int i = 0; i < reading.size(); i++) {
            widest = Math.max(widest, reading.quantity(i).name().length());
        }
        for (int i = 0; i < reading.size(); i++) {
            String name = reading.quantity(i).name();
            text.append("\n    ").append(name).append(" ".repeat(widest - name.length() + 2));
            text.append(reading.plain(i));
        }
        return text.toString();
    }

    private static String event(Event event) {
        StringBuilder text = new StringBuilder(event.meter());
        text.append("  ").append(Timestamps.format(event.time())).append("  ").append(event.type());
        event.data()
                .forEach((name, value) ->
                        text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }

    private static String info(MeterInfo info) {
        StringBuilder text = new StringBuilder(info.meter());
        text.append("  meter for ").append(info.medium());
        if (info.manufacturer() != null) {
            text.append(" by ").append(info.manufacturer());
        }
        text.append(", read from ").append(info.source()).append(" (").append(info.protocol());
        return text.append(')').toString();
    }
}
