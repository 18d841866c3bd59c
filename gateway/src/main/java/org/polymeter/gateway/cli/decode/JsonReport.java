package org.polymeter.gateway.cli.decode;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Identity;
import org.polymeter.gateway.capture.Rejection;
import org.polymeter.gateway.capture.Remarks;
import org.polymeter.gateway.capture.Report;
import org.polymeter.gateway.capture.StatedTime;
import org.polymeter.gateway.profile.JsonWriter;

/**
 * For programs: one JSON object per line, per telegram or rejection, in the order of the input.
 *
 * <pre>
 * {"input","offset","length","protocol","meterId","timestamp","values":[{"obis","value","unit","timestamp"}],"warnings":[]}
 * {"input","offset","length","error":{"code","message","cipher","systemTitle","securityControl","frameCounter"}}
 * </pre>
 *
 * A value without OBIS code has {@code "obis":null} and a {@code "quantity"}, what the protocol calls
 * it; one of an M-Bus meter also {@code "record","function","storage","tariff","device"}. A value of SML
 * with a status word has a {@code "status"}, a number. An error
 * names the cipher where the message is sealed, and what its header has: system title, security
 * control and frame counter, but for mode 5 of M-Bus.
 *
 * Everything is as the meter sent it, scaler applied. What it did not send is null.
 */
public final class JsonReport implements Report {

    private final PrintWriter out;
    private final PrintWriter err;
    private final StatedTime times;
    private String input = "";

    /** {@code err}: for the sentence that a capture cannot be read. */
    public JsonReport(PrintWriter out, PrintWriter err, StatedTime times) {
        this.out = out;
        this.err = err;
        this.times = times;
    }

    @Override
    public void begin(String input) {
        this.input = input;
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        JsonWriter json = start(frame.streamOffset(), frame.consumed());
        json.key("protocol").value(telegram.protocol());
        orNull(json.key("meterId"), Identity.printed(telegram));
        orNull(
                json.key("timestamp"),
                telegram.isTimed() ? times.rfc3339(telegram.localSecond(), telegram.deviation()) : Optional.empty());
        json.key("values").openArray();
        for (int i = 0; i < telegram.size(); i++) {
            value(json.openObject(), telegram, i);
            json.closeObject();
        }
        json.closeArray().key("warnings").openArray();
        Remarks.on(telegram, frame).forEach(json::value);
        print(json.closeArray());
    }

    @Override
    public void rejected(Rejection rejection) {
        JsonWriter json =
                start(rejection.offset(), rejection.length()).key("error").openObject();
        json.key("code").value(rejection.code());
        String advice = rejection.advice().isEmpty() ? "" : " – " + rejection.advice();
        json.key("message").value(rejection.message() + advice);
        rejection.ciphering().ifPresent(header -> {
            json.key("cipher").value(header.cipher().word());
            if (header.isGcm()) {
                json.key("systemTitle").value(header.systemTitle().toLowerCase(Locale.ROOT));
                json.key("securityControl").value("%02X".formatted(header.securityControl()));
                json.key("frameCounter").value(header.frameCounter());
            }
        });
        print(json.closeObject());
        if (rejection.isUnreadable()) {
            err.println("polymeter: " + input + ": " + rejection.message());
            err.flush();
        }
    }

    /** Not a line of JSON: a remark is neither telegram nor rejection. */
    @Override
    public void remark(String remark) {
        err.println("polymeter: " + input + ": " + remark);
        err.flush();
    }

    @Override
    public void end() {
        out.flush();
    }

    private JsonWriter start(long offset, long length) {
        JsonWriter json = new JsonWriter().openObject();
        return json.key("input")
                .value(input)
                .key("offset")
                .value(offset)
                .key("length")
                .value(length);
    }

    private void print(JsonWriter json) {
        out.println(new String(json.closeObject().toBytes(), StandardCharsets.UTF_8));
    }

    private void value(JsonWriter json, Telegram telegram, int i) {
        Obis obis = telegram.obis(i);
        orNull(json.key("obis"), obis.isNone() ? Optional.empty() : Optional.of(obis.toString()));
        if (!telegram.label(i).isEmpty()) {
            json.key("quantity").value(telegram.label(i));
        }
        if (telegram.hasSlot(i)) {
            json.key("record").value(i);
            json.key("function").value(telegram.function(i).word());
            json.key("storage").value(telegram.storage(i));
            json.key("tariff").value(telegram.tariff(i));
            json.key("device").value(telegram.device(i));
        }
        json.key("value");
        switch (telegram.kind(i)) {
            case AMOUNT -> json.number(telegram.value(i).toPlainString());
            case TEXT -> json.value(telegram.text(i));
            case CLOCK -> json.value(StatedTime.local(telegram.localSecond(i)));
        }
        boolean amount = telegram.kind(i) == Telegram.Kind.AMOUNT;
        orNull(
                json.key("unit"),
                Optional.of(amount ? telegram.unit(i).symbol() : "").filter(unit -> !unit.isEmpty()));
        boolean timed = telegram.kind(i) == Telegram.Kind.CLOCK || (amount && telegram.isCaptured(i));
        orNull(
                json.key("timestamp"),
                timed ? times.rfc3339(telegram.localSecond(i), telegram.deviation(i)) : Optional.empty());
        if (telegram.hasStatus(i)) {
            json.key("status").number(Long.toUnsignedString(telegram.status(i)));
        }
    }

    private static void orNull(JsonWriter json, Optional<String> text) {
        text.ifPresentOrElse(json::value, () -> json.number("null"));
    }
}
