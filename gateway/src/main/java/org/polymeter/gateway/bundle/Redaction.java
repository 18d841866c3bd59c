package org.polymeter.gateway.bundle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.archive.Entry.Rejection;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.sink.Bytes;

/** Makes of each entry of an archive one that may be shown. */
final class Redaction {

    /** Sound, but for a value that cannot be. */
    private static final String IMPLAUSIBLE = "implausible";

    private static final String NO_KEY = "no_key";

    private static final Pattern NUMBER = Pattern.compile("[0-9A-Fa-f]{6,}|\\d{5,}");

    private final Pseudonyms pseudonyms;
    private final Map<String, Wire> wires = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final MessageRedactor messages;
    private Optional<Leak> leak = Optional.empty();

    private record Wire(FrameRedactor redactor, Proof proof) {}

    /** {@code sources}: those of the configuration, as an archive knows them. */
    Redaction(Iterable<SourceConfig> sources, Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
        this.messages = new MessageRedactor(pseudonyms);
        for (SourceConfig source : sources) {
            names.put(source.id(), "source-" + (names.size() + 1));
            if (source instanceof SourceConfig.Wire wire) {
                wires.put(source.id(), wire(wire.decoding()));
            }
        }
    }

    /** By the id of a source: the one it has in the bundle. */
    Map<String, String> names() {
        return names;
    }

    /** From now on nothing goes out that has any of what was replaced until now. */
    void guard() {
        leak = Optional.of(new Leak(pseudonyms.originals()));
    }

    /** The entry for others; of what could not be used often no more than when, why and how long. */
    Entry redact(Entry entry) throws UncertainException {
        String name = names.get(entry.source());
        if (name == null) {
            throw new UncertainException("a source that the configuration does not name");
        }
        String topic = messages.topic(entry.topic());
        Optional<Rejection> rejection =
                entry.rejection().map(why -> new Rejection(why.reason(), scrubbed(why.detail()), why.length()));
        byte[] bytes = isReadable(entry) ? bytes(entry) : new byte[0];
        Leak found = leak.orElse(null);
        if (found != null && (found.isIn(bytes) || found.isIn(topic))) {
            throw new UncertainException("a number of a meter in a place where none is known to be");
        }
        return new Entry(
                entry.received(), name, entry.protocol(), entry.encrypted(), topic, rejection, Bytes.of(bytes));
    }

    private String scrubbed(String detail) {
        return NUMBER.matcher(detail).replaceAll(number -> pseudonyms.perhapsHex(number.group()));
    }

    /** Damaged bytes may say anything anywhere. */
    private static boolean isReadable(Entry entry) {
        return entry.rejection()
                .map(why -> why.reason().equals(IMPLAUSIBLE) || why.reason().equals(NO_KEY))
                .orElse(true);
    }

    private byte[] bytes(Entry entry) throws UncertainException {
        byte[] original = entry.bytes().toArray();
        if (!entry.isOfWire()) {
            return messages.payload(entry.topic(), original);
        }
        Wire wire = wires.get(entry.source());
        if (wire == null) {
            throw new UncertainException("a rejected message of a broker");
        }
        byte[] redacted = wire.redactor.redact(entry.protocol(), original);
        if (leak.isPresent() && !wire.proof.holds(original, redacted)) {
            throw new UncertainException("a frame that does not say the same without its numbers");
        }
        return redacted;
    }

    private Wire wire(SourceConfig.Decoding decoding) {
        MeterStream.Options options = MeterStream.Options.of(decoding.link())
                .withKind(decoding.kind())
                .withKeys(decoding.keys());
        MeterStream.Options theirs = decoding.checkChecksums() ? options : options.ignoringChecksums();
        boolean isKnown = decoding.keys().encryption().isPresent();
        MeterStream.Options ours = theirs.withKeys(isKnown ? TestKeys.KEYS : Keys.NONE);
        return new Wire(new FrameRedactor(pseudonyms, decoding.keys(), TestKeys.KEYS), new Proof(theirs, ours));
    }
}
