package org.polymeter.gateway.inspect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.gateway.capture.Captures;
import org.polymeter.gateway.capture.Engine;
import org.polymeter.gateway.capture.Rejection;
import org.polymeter.gateway.capture.Remarks;
import org.polymeter.gateway.capture.Report;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.sink.Bytes;

/** Looks at bytes, in whatever form they are written, and says of each what it means. One use. */
final class Examiner implements Report {

    /** More at once nobody reads. */
    static final int MOST_PIECES = 16;

    /** Work on one question; checked between chunks. */
    private static final long MOST_NANOS = 2_000_000_000;

    private static final int CHUNK = 512;

    private final Setup setup;
    private final Instant received;
    private final long begin = System.nanoTime();
    private final ByteArrayOutputStream looked = new ByteArrayOutputStream();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Optional<Explanation> explanation = Optional.empty();
    private String problem = "";
    private boolean cut;

    private Examiner(Setup setup, Instant received) {
        this.setup = setup;
        this.received = received;
    }

    /** {@code received}: when the bytes came, for telegrams that do not say when they were made. */
    static Examination examine(byte[] written, Setup setup, Instant received) {
        Examiner examiner = new Examiner(setup, received);
        new Captures((head, found) -> examiner.new Tee(setup.engines().engine(head, found)), examiner)
                .read("", () -> new ByteArrayInputStream(written));
        return new Examination(
                examiner.pieces, examiner.looked.size(), examiner.cut, examiner.problem, examiner.remarks);
    }

    /** Notes the bytes that an engine is fed, and feeds no more when it is enough. */
    private final class Tee implements Engine {

        private final Engine engine;

        Tee(Engine engine) {
            this.engine = engine;
        }

        @Override
        public void feed(byte[] bytes, int offset, int length) {
            for (int at = offset; at < offset + length; at += CHUNK) {
                cut |= pieces.size() >= MOST_PIECES || isLate();
                if (cut) {
                    return;
                }
                int count = Math.min(CHUNK, offset + length - at);
                looked.write(bytes, at, count);
                engine.feed(bytes, at, count);
            }
        }

        @Override
        public void end() {
            engine.end();
        }
    }

    @Override
    public void begin(String input) {}

    @Override
    public void explained(Explanation what) {
        explanation = Optional.of(what);
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        ReadingNotes notes = ReadingNotes.of(telegram, frame, explanation.isPresent(), setup, received);
        List<Layer> layers = layers(frame.copyOfRaw());
        int from = (int) frame.streamOffset();
        add(new Piece(
                from,
                from + frame.consumed(),
                Optional.of(new Piece.Heading(
                        telegram.protocol(),
                        telegram.identification(),
                        telegram.model(),
                        frame.seal().name().toLowerCase(Locale.ROOT))),
                Optional.empty(),
                layers,
                Optional.empty(),
                Optional.empty(),
                notes.readings(),
                notes.withheld(),
                Remarks.on(telegram, frame)));
    }

    @Override
    public void rejected(Rejection rejection) {
        if (rejection.length() == 0) { // a slip of whoever wrote it down, and no bytes
            problem = rejection.message();
            return;
        }
        int from = (int) rejection.offset();
        int to = (int) Math.min(looked.size(), rejection.offset() + rejection.length());
        byte[] bytes = Arrays.copyOfRange(looked.toByteArray(), Math.min(from, to), to);
        Optional<BitSearch.Flip> flip = rejection.code().equals(Reason.CHECKSUM.word()) && !isLate()
                ? BitSearch.search(setup.options(), bytes)
                : Optional.empty();
        List<Layer> layers = flip.map(it -> mended(bytes, it)).orElseGet(() -> layers(bytes));
        add(new Piece(
                from,
                to,
                Optional.empty(),
                Optional.of(rejection),
                layers,
                flip.isPresent()
                        ? Flaws.in(layers, rejection, flip)
                        : fault().or(() -> Flaws.in(layers, rejection, flip)),
                flip,
                List.of(),
                List.of(),
                List.of()));
    }

    @Override
    public void remark(String remark) {
        remarks.add(remark);
    }

    @Override
    public void end() {}

    private boolean isLate() {
        return System.nanoTime() - begin > MOST_NANOS;
    }

    /** What comes in one go may have more frames than are wanted. */
    private void add(Piece piece) {
        explanation = Optional.empty();
        if (pieces.size() < MOST_PIECES) {
            pieces.add(piece);
        } else {
            cut = true;
        }
    }

    /** {@code bytes}: if nobody has explained any. */
    private List<Layer> layers(byte[] bytes) {
        return explanation
                .map(known -> known.layers().stream()
                        .map(layer -> new Layer(
                                layer.name(), Bytes.of(layer.bytes()), Nodes.of(layer.parts(), layer.bytes())))
                        .toList())
                .orElseGet(() -> List.of(Message.layer(bytes)));
    }

    /** What the frame says once its bit is set right, beside the bytes as they came. */
    private List<Layer> mended(byte[] bytes, BitSearch.Flip flip) {
        byte[] right = bytes.clone();
        right[flip.offset()] = (byte) flip.should();
        String hex = HexFormat.ofDelimiter(" ").formatHex(right);
        Examination examination = examine(hex.getBytes(StandardCharsets.US_ASCII), setup, received);
        List<Layer> layers = new ArrayList<>(
                examination.pieces().isEmpty()
                        ? layers(bytes)
                        : examination.pieces().getFirst().layers());
        if (layers.getFirst().bytes().length() == bytes.length) {
            layers.set(
                    0,
                    new Layer(
                            layers.getFirst().name(),
                            Bytes.of(bytes),
                            layers.getFirst().nodes()));
            return layers;
        }
        return layers(bytes);
    }

    private Optional<Flaw> fault() {
        List<Explanation.Layer> layers = explanation.map(Explanation::layers).orElse(List.of());
        for (int i = 0; i < layers.size(); i++) {
            Optional<Fault> fault = layers.get(i).fault();
            if (fault.isPresent()) {
                return Optional.of(new Flaw(i, fault.get().offset(), fault.get().expected()));
            }
        }
        return Optional.empty();
    }
}
