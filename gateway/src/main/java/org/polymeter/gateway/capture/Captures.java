package org.polymeter.gateway.capture;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads captures one after the other, whatever form they are in, and reports what is in them. */
public final class Captures {

    /** Enough to see in which form a capture is, little enough not to wait long for on a pipe. */
    private static final int HEAD = 4096;

    /** Length of the byte order mark that Windows puts before UTF-8. */
    private static final int MARK = 3;

    private static final int CHUNK = 16 * 1024;

    private final Engine.Maker engines;
    private final Report report;
    private boolean anyRejected;

    public Captures(Engine.Maker engines, Report report) {
        this.engines = engines;
        this.report = report;
    }

    /** Whether anything at all did not become a telegram. */
    public boolean anyRejected() {
        return anyRejected;
    }

    /** Reads one capture to its end; a capture that cannot be read is a rejection as well. */
    public void read(String name, Opening opening) {
        report.begin(name);
        Findings findings = new Findings(report);
        try (InputStream in = new BufferedInputStream(opening.open(), CHUNK)) {
            byte[] head = head(in);
            findings.begin(head);
            Optional<HexDump> dump = looksRaw(head) ? Optional.empty() : HexDump.of(wholeLines(head));
            if (dump.isPresent()) {
                hex(in, dump.get(), findings);
            } else if (!looksRaw(head) && Base64Text.looksLike(wholeLines(head))) {
                base64(in, findings);
            } else {
                raw(in, head, findings);
            }
        } catch (IOException e) {
            findings.unreadable(e);
        }
        anyRejected |= findings.anyRejected();
        report.end();
    }

    /** Opens a capture. */
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    private void base64(InputStream text, Findings findings) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Base64Text.bytes(text), CHUNK)) {
            byte[] head = head(bytes);
            findings.begin(head);
            raw(bytes, head, findings);
        }
    }

    private void raw(InputStream in, byte[] head, Findings findings) throws IOException {
        Engine engine = engines.engine(head, findings);
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            total += count;
            engine.feed(chunk, 0, count);
        }
        engine.end();
        findings.end(total);
    }

    private void hex(InputStream in, HexDump dump, Findings findings) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Engine engine = null;
        long total = 0;
        Optional<String> problem = Optional.empty();
        for (String line = lines.readLine(); line != null && problem.isEmpty(); line = lines.readLine()) {
            problem = dump.line(line, bytes);
            byte[] decoded = bytes.toByteArray();
            bytes.reset();
            if (decoded.length > 0) {
                if (engine == null) {
                    findings.begin(decoded);
                    engine = engines.engine(decoded, findings);
                }
                total += decoded.length;
                engine.feed(decoded, 0, decoded.length);
            }
        }
        if (engine != null) {
            engine.end();
        }
        if (problem.isPresent()) {
            findings.flush();
            findings.rejected(
                    new Rejection(total, 0, Explanations.DECODE, "the hex dump is damaged: " + problem.get(), "", ""));
        }
        findings.end(total);
    }

    private static byte[] head(InputStream in) throws IOException {
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        if (!startsWithMark(head)) {
            return head;
        }
        in.skipNBytes(MARK);
        return Arrays.copyOfRange(head, MARK, head.length);
    }

    private static boolean startsWithMark(byte[] head) {
        return head.length > MARK && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
    }

    /** Begins as telegrams begin, or holds bytes that no text holds (comments may be in any language). */
    private static boolean looksRaw(byte[] head) {
        int first = 0;
        while (first < head.length && (head[first] == '\r' || head[first] == '\n' || head[first] == ' ')) {
            first++;
        }
        if (first == head.length || "/{[~h".indexOf(head[first]) >= 0) {
            return !(first + 1 < head.length && head[first] == '/' && head[first + 1] == '/');
        }
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\r' && b != '\n' && b != '\t' && b != '\f') {
                return true;
            }
        }
        return false;
    }

    private static String wholeLines(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n');
        return head.length < HEAD || end < 0 ? text : text.substring(0, end);
    }
}
