package org.polymeter.gateway.bundle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/** What a link carries in pieces, and where these stand: taken out, changed, put back. */
final class Pieces implements Parts {

    private final byte[] frame;
    private final List<Field> payload = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();

    /** A stretch of the frame that its link has named. */
    record Field(int offset, int length, String label, String meaning) {}

    private Pieces(byte[] frame) {
        this.frame = frame;
    }

    static Pieces of(byte[] frame, Anatomy anatomy) {
        Pieces pieces = new Pieces(frame);
        anatomy.describe(frame, 0, frame.length, pieces);
        return pieces;
    }

    @Override
    public void open(int offset, String label) {}

    @Override
    public void close(int offset) {}

    @Override
    public void part(int offset, int length, String label, String meaning) {
        fields.add(new Field(offset, length, label, meaning));
    }

    @Override
    public void payload(int offset, int length) {
        payload.add(new Field(offset, length, "", ""));
    }

    /** What the link says of itself, front to back. */
    List<Field> fields() {
        return fields;
    }

    byte[] joined() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        payload.forEach(field -> joined.write(frame, field.offset, field.length));
        return joined.toByteArray();
    }

    /** {@code joined}: of the same length as what was taken out. */
    void putBack(byte[] joined) {
        int from = 0;
        for (Field field : payload) {
            System.arraycopy(joined, from, frame, field.offset, field.length);
            from += field.length;
        }
    }
}
