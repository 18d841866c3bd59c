package org.polymeter.codec.sml;

import java.util.Arrays;
import java.util.HexFormat;
import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.observation.Checksum;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;

/**
 * Reads the messages of an SML file: the values of its GetList.Res. What opens and closes the file
 * is checked and skipped, as are messages of other kinds.
 *
 * <pre>
 * list of 6: transaction, group, abort on error, list of 2 (tag, body), checksum, 00
 * </pre>
 *
 * <p>A message's checksum is CRC-16/X-25, low byte first, over all before it; some Holley firmware
 * sends CRC-16/KERMIT, high byte first. The sender is the server id in upper-case hex. Seconds of
 * operation are no clock: a telegram is timed only by a timestamp.
 */
public final class SmlDecoder implements Decoder {

    static final int GET_LIST_RESPONSE = 0x0701;
    static final int ATTENTION_RESPONSE = 0xFF01;

    private static final int MESSAGE_ELEMENTS = 6;
    private static final int BODY_ELEMENTS = 2;
    private static final int LIST_ELEMENTS = 7;
    static final int END_OF_MESSAGE = 0x00;

    /** Type and length, and two bytes. */
    private static final int CHECKSUM_FIELD = 3;

    /** Of a message: all before the field of the checksum. */
    private static final Checksum CHECKSUM = (bytes, offset, length) -> {
        int end = offset + length;
        int sent = (bytes[end - 2] & 0xFF) << 8 | (bytes[end - 1] & 0xFF);
        return holds(bytes, offset, end - CHECKSUM_FIELD, sent);
    };

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final boolean checkChecksum;
    private final TlvReader in = new TlvReader();
    private final ListEntry entry = new ListEntry();
    private final SmlTime time = new SmlTime();
    private int start;
    private boolean any;

    /** The server never changes, so comparing first saves making the same text again. */
    private byte[] recentServer = new byte[0];

    private String recentSender = "";

    public SmlDecoder() {
        this(true);
    }

    /** A decoder that may take messages with a wrong checksum, for captures that were edited. */
    public SmlDecoder(boolean checkChecksum) {
        this.checkChecksum = checkChecksum;
    }

    @Override
    public Outcome decode(byte[] payload, int offset, int length, ObservationSink out) {
        in.wrap(payload, offset, length, out);
        start = offset;
        any = false;
        while (in.ok() && in.isMore()) {
            if (in.peek() == END_OF_MESSAGE) {
                in.skip(1, "fill");
            } else {
                message(out);
            }
        }
        if (!any) {
            in.failAt(in.position(), "a list of values (GetList.Res)");
        }
        return in.outcome();
    }

    private void message(ObservationSink out) {
        int from = in.position();
        in.list(MESSAGE_ELEMENTS, "SML message, a list of 6");
        in.octets("transaction id");
        in.silent();
        in.unsigned("group");
        in.silent();
        in.unsigned("abort on error");
        in.list(BODY_ELEMENTS, "message body, a list of 2");
        int tag = (int) in.unsigned("message tag");
        switch (tag) {
            case GET_LIST_RESPONSE -> list(out);
            case ATTENTION_RESPONSE -> {
                out.warning(in.position() - start, "the meter reports an error (Attention.Res)");
                in.skipElement("body of an Attention.Res");
            }
            default -> in.skipElement("body of a message without values");
        }
        in.close();
        checksum(from, out);
        in.expect(END_OF_MESSAGE, "end of the message");
        in.close();
    }

    private void checksum(int from, ObservationSink out) {
        int to = in.position();
        if (in.isAbsent("message checksum")) {
            return;
        }
        int sent = (int) in.unsigned("message checksum");
        if (!checkChecksum) {
            in.silent();
        } else if (in.ok() && !holds(in.array(), from, to, sent)) {
            in.failAt(to, "the message's checksum");
        } else if (in.ok() && in.position() - to == CHECKSUM_FIELD) {
            out.checked(from - start, in.position() - from, CHECKSUM_FIELD - 1, CHECKSUM);
        }
    }

    private static boolean holds(byte[] bytes, int from, int to, int sent) {
        int swapped = (sent & 0xFF) << 8 | sent >>> 8;
        return Crc16.X25.of(bytes, from, to - from) == swapped || Crc16.KERMIT.of(bytes, from, to - from) == sent;
    }

    private void list(ObservationSink out) {
        in.list(LIST_ELEMENTS, "list of values, a list of 7");
        in.octets("client id");
        in.silent();
        int server = in.octets("server id");
        if (in.ok() && in.length() > 0) {
            out.sender("sml", sender(in.array(), server, in.length()));
        }
        in.octets("name of the list");
        if (time.read(in, "time of the sensor")) {
            out.time(time.localSecond(), time.deviation());
        }
        int entries = in.list("values");
        for (int i = 0; i < entries && in.ok(); i++) {
            entry.read(in, start, out);
        }
        in.close();
        in.skipElement("signature of the list");
        in.skipElement("time of the gateway");
        in.close();
        any = true;
    }

    private String sender(byte[] bytes, int from, int length) {
        if (!Arrays.equals(bytes, from, from + length, recentServer, 0, recentServer.length)) {
            recentServer = Arrays.copyOfRange(bytes, from, from + length);
            recentSender = HEX.formatHex(recentServer);
        }
        return recentSender;
    }
}
