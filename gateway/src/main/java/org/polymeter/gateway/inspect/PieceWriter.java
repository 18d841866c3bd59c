package org.polymeter.gateway.inspect;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.gateway.capture.Rejection;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Bytes;

/** Examinations as JSON (docs/web.md, The Inspector). */
final class PieceWriter {

    private static final HexFormat HEX = HexFormat.of();

    private final JsonWriter json;

    PieceWriter(JsonWriter json) {
        this.json = json;
    }

    /** Members of an object that is open. */
    void write(Examination examination) {
        json.key("bytes").value(examination.bytes());
        json.key("cut").value(examination.isCut());
        json.key("problem").value(examination.problem());
        texts("remarks", examination.remarks());
        json.key("frames").openArray();
        examination.pieces().forEach(this::piece);
        json.closeArray();
    }

    private void piece(Piece piece) {
        json.openObject();
        json.key("from").value(piece.from()).key("to").value(piece.to());
        piece.telegram().ifPresent(this::heading);
        json.key("verdict").value(piece.rejection().map(Rejection::code).orElse("read"));
        piece.rejection().ifPresent(why -> rejection(why, piece));
        texts("remarks", piece.remarks());
        json.key("layers").openArray();
        piece.layers().forEach(this::layer);
        json.closeArray();
        json.key("readings").openArray();
        for (Bytes reading : piece.readings()) {
            json.json(reading.toArray());
        }
        json.closeArray();
        texts("withheld", piece.withheld());
        json.closeObject();
    }

    private void heading(Piece.Heading heading) {
        json.key("protocol").value(heading.protocol());
        json.key("identification").value(heading.identification());
        json.key("model").value(heading.model());
        json.key("seal").value(heading.seal());
    }

    private void rejection(Rejection why, Piece piece) {
        json.key("error").openObject();
        json.key("message").value(why.message());
        json.key("hint").value(why.code().equals(Reason.NOISE.word()) ? why.advice() : "");
        piece.flaw().ifPresent(flaw -> {
            json.key("layer").value(flaw.layer()).key("offset").value(flaw.offset());
            json.key("expected").value(flaw.expected());
        });
        piece.flip().ifPresent(flip -> {
            json.key("flip").openObject().key("offset").value(flip.offset());
            json.key("was").value("%02X".formatted(flip.was()));
            json.key("should").value("%02X".formatted(flip.should())).closeObject();
        });
        why.diagnosis().ifPresent(this::diagnosis);
        json.closeObject();
    }

    private void diagnosis(Diagnosis diagnosis) {
        json.key("key").openObject();
        json.key("verdict").value(diagnosis.verdict().name().toLowerCase(Locale.ROOT));
        json.key("finding").value(diagnosis.finding());
        texts("advice", diagnosis.advice());
        json.closeObject();
    }

    private void layer(Layer layer) {
        json.openObject().key("name").value(layer.name());
        json.key("hex").value(HEX.formatHex(layer.bytes().toArray()));
        nodes("nodes", layer.nodes());
        json.closeObject();
    }

    private void nodes(String key, List<Node> nodes) {
        json.key(key).openArray();
        for (Node node : nodes) {
            json.openObject();
            json.key("from").value(node.from()).key("to").value(node.to());
            json.key("label").value(node.label());
            if (!node.meaning().isEmpty()) {
                json.key("meaning").value(node.meaning());
            }
            json.key("kind").value(node.kind().word());
            node.quantity().ifPresent(name -> json.key("quantity").value(name));
            if (!node.children().isEmpty()) {
                nodes("children", node.children());
            }
            json.closeObject();
        }
        json.closeArray();
    }

    private void texts(String key, List<String> texts) {
        json.key(key).openArray();
        texts.forEach(json::value);
        json.closeArray();
    }
}
