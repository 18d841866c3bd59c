package org.polymeter.gateway.inspect;

import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.profile.JsonWriter;

/** A frame in a list, as JSON: all but its bytes. */
final class FrameRow {

    private FrameRow() {}

    /** Members of an object that is open. */
    static void write(Entry entry, JsonWriter json) {
        json.key("id").value(FrameId.of(entry).toString());
        json.key("time").timeWithMillis(entry.received());
        json.key("source").value(entry.source());
        json.key("kind").value(entry.rejection().isPresent() ? "reject" : "frame");
        json.key("protocol").value(entry.protocol());
        json.key("length")
                .value(entry.rejection()
                        .map(Entry.Rejection::length)
                        .orElse(entry.bytes().length()));
        json.key("encrypted").value(isEncrypted(entry));
        if (!entry.topic().isEmpty()) {
            json.key("topic").value(entry.topic());
        }
        entry.rejection().ifPresent(why -> {
            json.key("reason").value(why.reason());
            json.key("detail").value(why.detail());
        });
    }

    /** Of those that could not be used, their reason tells. */
    private static boolean isEncrypted(Entry entry) {
        return entry.encrypted()
                || entry.rejection()
                        .filter(why -> why.reason().equals(Reason.NO_KEY.word())
                                || why.reason().equals(Reason.DECRYPT.word()))
                        .isPresent();
    }

    static byte[] of(Entry entry) {
        JsonWriter json = new JsonWriter().openObject();
        write(entry, json);
        return json.closeObject().toBytes();
    }
}
