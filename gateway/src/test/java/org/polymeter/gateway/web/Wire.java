package org.polymeter.gateway.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP as it goes over the wire: a client that hides nothing and adds nothing. */
public final class Wire {

    /** Names of headers are in lower case. */
    public record Reply(int status, Map<String, String> headers, String body) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;

    public Wire(int port) {
        this.port = port;
    }

    public int port() {
        return port;
    }

    public Reply get(String path, String... headers) throws IOException {
        return ask("GET", path, headers);
    }

    public Reply ask(String method, String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        if (!String.join("\n", headers).contains("Host:")) {
            request.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request + "\r\n");
    }

    /** Sends these characters and reads until the server closes. */
    public Reply send(String request) throws IOException {
        try (Socket socket = open(request)) {
            return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** A connection on which the request has been sent, and nothing been read. */
    public Socket open(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** The next line that comes, whatever chunk it is in; empty lines and lengths of chunks are passed over. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String text = line.toString().strip();
                if (!text.isEmpty() && !text.matches("[0-9a-f]{1,4}")) {
                    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                }
                line.setLength(0);
            } else {
                line.append((char) b);
            }
        }
        throw new IOException("the server has closed the connection");
    }

    static InputStream buffered(Socket socket) throws IOException {
        return new BufferedInputStream(socket.getInputStream());
    }

    private static Reply read(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Reply(0, Map.of(), text); // closed without a word
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new Reply(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, text.substring(end + 4));
    }
}
