package org.polymeter.gateway.announce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A question to the local network, asked without the library that answers: a one-shot query (RFC 6762, section
 * 5.1), and as much of DNS (RFC 1035) as it takes to read the answer.
 */
final class MdnsQuestion {

    static final int ADDRESS = 1;
    static final int POINTER = 12;
    static final int TEXT = 16;
    static final int SERVICE = 33;

    private static final int MDNS_PORT = 5353;
    private static final int PATIENCE_MILLIS = 500;

    private final InetAddress from;

    /** {@code from}: an address of the interface whose network is asked. */
    MdnsQuestion(InetAddress from) {
        this.from = from;
    }

    /** The records of that type that answer; by their data as text. Empty if nobody answers within half a second. */
    Map<String, String> ask(String name, int type) throws IOException {
        try (MulticastSocket socket = new MulticastSocket(new InetSocketAddress(from, 0))) {
            socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(from));
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] question = question(name, type);
            socket.send(new DatagramPacket(question, question.length, InetAddress.getByName("224.0.0.251"), MDNS_PORT));
            DatagramPacket answer = new DatagramPacket(new byte[9000], 9000);
            socket.receive(answer);
            return records(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()), type);
        } catch (SocketTimeoutException nobody) {
            return Map.of();
        }
    }

    private static byte[] question(String name, int type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}); // an id, one question
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
        return out.toByteArray();
    }

    /** Name to data, of all records of a type: for a pointer its target, for a text its parts with {@code ;}. */
    private static Map<String, String> records(ByteBuffer in, int wanted) {
        Map<String, String> records = new TreeMap<>();
        int questions = in.getShort(4);
        int answers = in.getShort(6) + in.getShort(8) + in.getShort(10);
        in.position(12);
        for (int i = 0; i < questions; i++) {
            name(in);
            in.position(in.position() + 4);
        }
        for (int i = 0; i < answers; i++) {
            String name = name(in);
            int type = in.getShort();
            in.position(in.position() + 6); // class, time to live
            int end = in.getShort() + in.position();
            if (type == wanted) {
                records.put(name, data(in, type, end));
            }
            in.position(end);
        }
        return records;
    }

    private static String data(ByteBuffer in, int type, int end) {
        StringBuilder data = new StringBuilder();
        switch (type) {
            case POINTER -> data.append(name(in));
            case SERVICE -> {
                in.position(in.position() + 4); // priority, weight
                data.append(in.getShort() & 0xFFFF).append(' ').append(name(in));
            }
            case TEXT -> {
                while (in.position() < end) {
                    data.append(label(in, in.get())).append(';');
                }
            }
            default -> {
                while (in.position() < end) {
                    data.append(data.isEmpty() ? "" : ".").append(in.get() & 0xFF);
                }
            }
        }
        return data.toString();
    }

    /** Labels with dots between; the rest may stand elsewhere. */
    private static String name(ByteBuffer in) {
        StringBuilder name = new StringBuilder();
        int length;
        while ((length = in.get() & 0xFF) != 0) {
            name.append(name.isEmpty() ? "" : ".");
            if (length >= 0xC0) {
                ByteBuffer there = in.duplicate();
                there.position(((length & 0x3F) << 8) | (in.get() & 0xFF));
                return name.append(name(there)).toString();
            }
            name.append(label(in, length));
        }
        return name.toString();
    }

    private static String label(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
