package org.polymeter.codec.dlms;

import java.util.List;
import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.ListLayout;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/**
 * Reads a data-notification (Green Book 9.3.10) or event-notification, whichever way its body is
 * arranged; several of them in one payload, each with its LLC header, are read in turn.
 *
 * <p>The body is first laid out as a {@link DataTree}; then a list with object definitions is read by
 * {@link PushObjects}, a list whose layout is known by {@link PositionalLists}, any other by {@link
 * NamedValues}. A list that names nothing and is not known is rejected with its {@link Signature}, a
 * ciphered APDU with {@code NO_KEY}.
 */
public final class NotificationDecoder implements Decoder {

    private static final int DATE_TIME_TAG = 0x19;
    private static final int OBIS_BYTES = 6;

    private final ByteCursor in = new ByteCursor();
    private final DataTree tree = new DataTree();
    private final DataReader data = new DataReader(in, tree);
    private final Values values = new Values(tree);
    private final PushObjects pushObjects = new PushObjects(tree, values);
    private final NamedValues namedValues = new NamedValues(tree, values);
    private final PositionalLists positionalLists;
    private final Telegram scratch = new Telegram(); // for what is read to see whether it can be
    private long link;
    private int start;
    private boolean whole;

    /** Knows no list that carries no codes. */
    public NotificationDecoder() {
        this(List.of());
    }

    /** Knows these lists that carry no codes; the first that fits is the one. */
    public NotificationDecoder(List<ListLayout> layouts) {
        positionalLists = new PositionalLists(tree, values, layouts);
    }

    @Override
    public Outcome decode(byte[] payload, int offset, int length, ObservationSink out) {
        return decode(payload, offset, length, 0, out);
    }

    @Override
    public Outcome decode(byte[] payload, int offset, int length, long link, ObservationSink out) {
        this.link = link;
        in.wrap(payload, offset, length, out);
        values.begin(offset, out);
        start = offset;
        whole = false;
        do {
            skipLlc();
            apdu();
        } while (startsWithLlc());
        if (in.remaining() > 0) {
            out.warning(in.position() - offset, in.remaining() + " bytes after the notification");
        }
        return in.outcome();
    }

    @Override
    public boolean wasWhole() {
        return whole;
    }

    /**
     * Whether the bytes are one notification to their last byte, whatever its list means: what the
     * right key leaves of a sealed message, and a wrong one never does.
     */
    public boolean isWhole(byte[] payload, int offset, int length) {
        scratch.clear("");
        in.wrap(payload, offset, length, scratch);
        values.begin(offset, scratch);
        if (in.peek() == ApduTag.EVENT_NOTIFICATION) {
            eventTime();
            in.skip(2 + OBIS_BYTES + 1, "class id, logical name and attribute");
        } else {
            header();
        }
        data.read();
        return in.ok() && in.remaining() == 0;
    }

    private boolean startsWithLlc() {
        int at = in.position();
        return in.remaining() > 3
                && in.array()[at] == (byte) 0xE6
                && (in.array()[at + 1] == (byte) 0xE7 || in.array()[at + 1] == (byte) 0xE6)
                && in.array()[at + 2] == 0;
    }

    private void skipLlc() {
        if (startsWithLlc()) {
            in.skip(3, "LLC header");
        }
    }

    private void apdu() {
        int tag = in.peek();
        String ciphered = ApduTag.ciphered(tag);
        if (!ciphered.isEmpty()) {
            in.fail(Problem.NO_KEY, "a key: this is " + ciphered + maker());
        } else if (tag == ApduTag.GENERAL_BLOCK_TRANSFER) {
            in.fail(Problem.UNEXPECTED, "a whole APDU, not one block of a general-block-transfer");
        } else if (tag == ApduTag.EVENT_NOTIFICATION) {
            event();
        } else {
            notification();
        }
    }

    /** The maker's three letters at the beginning of the system title; the rest is a serial number. */
    private String maker() {
        byte[] bytes = in.array();
        int title = in.position() + 2;
        if (in.remaining() < 5 || bytes[title - 1] != 8) {
            return "";
        }
        StringBuilder letters = new StringBuilder(" of a meter of ");
        for (int i = title; i < title + 3; i++) {
            if (bytes[i] < 'A' || bytes[i] > 'z') {
                return "";
            }
            letters.append((char) bytes[i]);
        }
        return letters.toString();
    }

    private void notification() {
        int apduAt = in.position();
        header();
        int bodyAt = in.position();
        data(apduAt);
        if (in.ok()) {
            body(bodyAt);
        }
    }

    private void data(int apduAt) {
        data.read();
        whole = apduAt == start && in.ok() && in.remaining() == 0;
    }

    private void header() {
        in.expect(ApduTag.DATA_NOTIFICATION, "data-notification");
        int invocation = in.skip(4, "long-invoke-id-and-priority");
        if (in.ok()) {
            values.silent(invocation, 4);
        }
        dateTime();
    }

    /** By the standard 00, or 0C and 12 bytes; Kaifa and older Kamstrup send tags before it. */
    private void dateTime() {
        int first = in.u8("length of date-time");
        switch (first) {
            case 0 -> {}
            case DateTime.BYTES, DATE_TIME_TAG -> time();
            case Tag.OCTET_STRING -> {
                in.expect(DateTime.BYTES, "length of date-time");
                time();
            }
            default -> in.fail(Problem.UNEXPECTED, "length of date-time: 00 or 0C");
        }
    }

    private void time() {
        int at = in.skip(DateTime.BYTES, "date-time");
        if (in.ok()) {
            values.time(in.array(), at);
        }
    }

    private void body(int bodyAt) {
        if (pushObjects.isPresent()) {
            values.out().form("objects");
            pushObjects.report();
        } else if (pushObjects.areDescribed()) {
            values.out().form("descriptors");
            pushObjects.reportDescribed();
        } else if (tree.size() == 1 && tree.isText(0)) {
            values.unnamed(0); // opaque: sound, but nothing to name
        } else if (positionalLists.report(link)) {
            values.out().form("bare");
        } else if (namedValues.report()) {
            values.out().form("named");
        } else {
            in.failAt(
                    bodyAt,
                    Problem.UNEXPECTED,
                    "OBIS codes; this list has none, its types are " + new Signature(tree).of(0));
        }
    }

    /** {@code C2 | 00, or 01 [0C] date-time | class | logical name | attribute | data}. */
    private void event() {
        int apduAt = in.position();
        eventTime();
        int classId = (int) in.unsigned(2, "class id");
        Obis name = Obis.ofPacked(in.unsigned(OBIS_BYTES, "logical name"));
        int attribute = (int) in.signed(1, "attribute");
        data(apduAt);
        if (in.ok()) {
            pushObjects.attribute(classId, name, attribute, 0);
        }
    }

    private void eventTime() {
        in.expect(ApduTag.EVENT_NOTIFICATION, "event-notification-request");
        if (in.u8("presence of time") != 0) {
            if (in.peek() == DateTime.BYTES) {
                in.skip(1, "length of date-time");
            }
            time();
        }
    }
}
