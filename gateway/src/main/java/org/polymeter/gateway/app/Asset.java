package org.polymeter.gateway.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.sink.Bytes;

/**
 * A file of the app.
 *
 * @param gzipped the same, compressed
 */
record Asset(String contentType, Bytes plain, Bytes gzipped) {

    private static final Map<String, String> VARIES = Map.of("Vary", "Accept-Encoding");
    private static final Map<String, String> GZIPPED = Map.of("Vary", "Accept-Encoding", "Content-Encoding", "gzip");

    static Asset of(String contentType, byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Asset(contentType, Bytes.of(bytes), Bytes.of(compressed.toByteArray()));
    }

    Answer answer(boolean gzip) {
        return new Answer.Document(contentType, gzip ? gzipped : plain, gzip ? GZIPPED : VARIES);
    }
}
