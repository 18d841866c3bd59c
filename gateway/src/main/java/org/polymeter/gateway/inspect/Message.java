package org.polymeter.gateway.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.sink.Bytes;

/** Bytes that no link explains: a message of a device, member by member; or bytes that belong to nothing. */
final class Message {

    private Message() {}

    static Layer layer(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == '{') {
            return new Layer("message", Bytes.of(bytes), JsonAnatomy.of(bytes));
        }
        List<Node> nodes = new ArrayList<>();
        if (bytes.length > 0) {
            boolean text = isText(bytes);
            nodes.add(new Node(
                    0,
                    bytes.length,
                    text ? "text" : "not understood",
                    "",
                    text ? Kind.TEXT : Kind.UNKNOWN,
                    Optional.empty(),
                    List.of()));
        }
        return new Layer("wire", Bytes.of(bytes), nodes);
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\r' && b != '\n' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
