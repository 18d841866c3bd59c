package org.polymeter.gateway.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A subscriber whose cable is pulled: the broker's next word to it meets a reset. */
final class Reset {

    private static final byte[] SUBSCRIBE_ALL = {(byte) 0x82, 6, 0, 1, 0, 1, '#', 1};

    private Reset() {}

    static void subscriber(int port, String clientId) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(connect(clientId));
            InputStream in = socket.getInputStream();
            in.readNBytes(4); // CONNACK
            socket.getOutputStream().write(SUBSCRIBE_ALL);
            in.readNBytes(5); // SUBACK
            socket.setSoLinger(true, 0); // reset instead of goodbye
        }
    }

    /** MQTT 3.1.1, clean session, no will. */
    private static byte[] connect(String clientId) {
        byte[] id = clientId.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        packet.write(10 + 2 + id.length);
        packet.writeBytes(new byte[] {0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, (byte) id.length});
        packet.writeBytes(id);
        return packet.toByteArray();
    }
}
