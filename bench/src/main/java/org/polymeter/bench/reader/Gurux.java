package org.polymeter.bench.reader;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.Security;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.util.Arrays;
import java.util.List;
import org.polymeter.bench.meter.SealedMeters;

/**
 * Gurux DLMS: frames, checksums, blocks and seals; a tree of objects comes out. One client for all. It
 * takes M-Bus frames one at a time, each at the start of its buffer, so they are handed over so.
 */
public final class Gurux implements Reader {

    private static final byte MBUS_START = 0x68;
    private static final int MBUS_FRAME_BYTES = 6; // beyond those that its length counts

    private final GXDLMSSecureClient client;
    private int values;

    private Gurux(InterfaceType link, boolean sealed) {
        client = new GXDLMSSecureClient(true, 16, 1, Authentication.NONE, null, link);
        if (sealed) {
            client.getCiphering().setBlockCipherKey(SealedMeters.encryptionKey());
            client.getCiphering().setAuthenticationKey(SealedMeters.authenticationKey());
            client.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
        }
    }

    public static Gurux hdlc() {
        return new Gurux(InterfaceType.HDLC, false);
    }

    public static Gurux sealedHdlc() {
        return new Gurux(InterfaceType.HDLC, true);
    }

    public static Gurux sealedMbus() {
        return new Gurux(InterfaceType.WIRED_MBUS, true);
    }

    @Override
    public long read(byte[] telegram) {
        GXReplyData pushed = new GXReplyData();
        GXReplyData reply = new GXReplyData();
        try {
            int end;
            for (int at = 0; at < telegram.length; at = end) {
                end = frameEnd(telegram, at);
                frames(new GXByteBuffer(Arrays.copyOfRange(telegram, at, end)), reply, pushed);
            }
        } catch (Exception e) { // what its signature says
            throw new IllegalStateException("Gurux refuses a telegram", e);
        }
        if (!(pushed.getValue() instanceof List<?> tree)) {
            throw new IllegalStateException("Gurux found no list");
        }
        values = tree.size();
        return values + pushed.getInvokeId();
    }

    @Override
    public int values() {
        return values;
    }

    private void frames(GXByteBuffer in, GXReplyData reply, GXReplyData pushed) throws Exception {
        int before = -1;
        while (in.available() > 0 && in.position() != before) {
            before = in.position();
            client.getData(in, reply, pushed);
        }
    }

    /** HDLC frames may stand in one buffer. */
    private static int frameEnd(byte[] telegram, int at) {
        return telegram[at] == MBUS_START ? at + (telegram[at + 1] & 0xFF) + MBUS_FRAME_BYTES : telegram.length;
    }
}
