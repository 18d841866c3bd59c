package org.polymeter.gateway.web.esp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Fact;

/**
 * The pages of esp-smart-meter's firmware for one meter: the last message number by number, and the last that
 * could not be read. What says nothing about this host is zero or empty.
 */
public final class EspSmartMeter {

    private static final String NO_DATA = "no data";
    private static final int ROW = 16;

    private final String meter;
    private final Layout layout;
    private final String host;
    private final Instant started;
    private volatile Fact.@Nullable Told told;
    private volatile Fact.@Nullable Rejected rejected;

    /**
     * Pages that know nothing yet.
     *
     * @param host the name of this gateway
     * @param started times count from then
     */
    public EspSmartMeter(String meter, Layout layout, String host, Instant started) {
        this.meter = meter;
        this.layout = layout;
        this.host = host;
        this.started = started;
    }

    /** One thread tells, any may read. */
    public void take(Fact fact) {
        if (fact instanceof Fact.Told news && news.meter().equals(meter)) {
            told = news;
        } else if (fact instanceof Fact.Rejected news && isOfMeter(news.source())) {
            rejected = news;
        }
    }

    /** Of {@code /data.json}: device fields alone until there is a message that it can spell. */
    public byte[] data() {
        Fact.Told last = told;
        JsonWriter json = new JsonWriter().openObject();
        json.key("elapsedtime").value(last == null ? 0 : millis(last.received()));
        json.key("rssi")
                .value(0)
                .key("mac")
                .value("")
                .key("localip")
                .value("")
                .key("ssid")
                .value("");
        if (layout == Layout.CODES) {
            json.key("hostname").value(host);
        }
        if (last != null) {
            message(last, json);
        }
        return json.closeObject().toBytes();
    }

    /** Of {@code /log.txt}. */
    public String log() {
        Fact.Rejected last = rejected;
        if (last == null) {
            return NO_DATA;
        }
        StringBuilder log = new StringBuilder("--- Start ---");
        if (layout == Layout.CODES) {
            log.append(' ').append(millis(last.received()));
        }
        byte[] frame = last.frame().toArray();
        for (int i = 0; i < frame.length; i++) {
            log.append(i % ROW == 0 ? "\n" : "").append(item(frame[i] & 0xFF));
        }
        return log.append("\n---  End  ---\n").toString();
    }

    private void message(Fact.Told last, JsonWriter json) {
        byte[] frame = last.frame().toArray();
        byte[] payload = last.payload().toArray();
        Optional<DlmsMessage> dlms = DlmsMessage.of(frame, payload);
        dlms.ifPresent(message -> message.write(layout, json));
        if (dlms.isEmpty()) {
            P1Message.of(frame, payload).ifPresent(message -> message.write(layout, json));
        }
    }

    /** As long as the meter has not been heard, whatever is not understood may be from it. */
    private boolean isOfMeter(String source) {
        Fact.Told last = told;
        return last == null || last.source().equals(source);
    }

    private long millis(Instant time) {
        return Duration.between(started, time).toMillis();
    }

    /** {@code %#04x, } prints zero without a prefix. */
    private static String item(int value) {
        return value == 0 ? "0000, " : "0x%02x, ".formatted(value);
    }
}
