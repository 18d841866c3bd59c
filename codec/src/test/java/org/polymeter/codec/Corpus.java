package org.polymeter.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Telegrams of real meters with the values they hold, published by others. They are no part of this
 * project: a folder beside the checkout, named by the system property {@code polymeter.corpus};
 * where it is absent, the tests that read it have no cases.
 */
public final class Corpus {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Corpus() {}

    /**
     * One capture.
     *
     * @param id such as {@code p1-nl-xs210}
     * @param about the JSON beside the capture: {@code valid}, {@code crcOk}, {@code expected}, …
     */
    public record Case(String id, JsonNode about, Path capture) {

        /** What came over the wire: a {@code .txt} as it is, the lines of a {@code .hex} joined. */
        public byte[] bytes() {
            try {
                byte[] bytes = Files.readAllBytes(capture);
                return capture.toString().endsWith(".hex") ? unhex(bytes) : bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The id without the family: {@code nl-xs210}. */
        public String shortId() {
            return id.substring(family().length() + 1);
        }

        /** {@code p1}, {@code hdlc}, {@code dlms}, … */
        public String family() {
            return about.path("family").asText();
        }

        /** The encryption key, where it was published with the capture. */
        public Optional<byte[]> encryptionKey() {
            return key("guek");
        }

        /** The authentication key, where it was published with the capture. */
        public Optional<byte[]> authenticationKey() {
            return key("gak");
        }

        /** Whether its text was edited after the checksum was made; the telegram is good. */
        public boolean hasWrongChecksum() {
            JsonNode right = about.path("crcOk");
            return isValid() && right.isBoolean() && !right.asBoolean();
        }

        public boolean isEncrypted() {
            return about.path("encrypted").asBoolean();
        }

        public boolean isValid() {
            return about.path("valid").asBoolean();
        }

        /** The values of the (first good) telegram; missing node where there are none. */
        public JsonNode expected() {
            return about.path("expected");
        }

        @Override
        public String toString() {
            return id;
        }

        private Optional<byte[]> key(String name) {
            return Optional.ofNullable(about.path("keys").path(name).textValue())
                    .map(HexFormat.of()::parseHex);
        }

        private static byte[] unhex(byte[] text) {
            return HexFormat.of().parseHex(new String(text, StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        }
    }

    public static boolean isPresent() {
        return Files.isDirectory(root());
    }

    /** The cases of one family ({@code p1}, {@code hdlc}, {@code dlms}, …), sorted by id. */
    public static List<Case> cases(String family) {
        Path folder = root().resolve(family);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Corpus::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(Path file) {
        try {
            JsonNode about = JSON.readTree(file.toFile());
            String base = file.toString().substring(0, file.toString().length() - ".json".length());
            Path text = Path.of(base + ".txt");
            return new Case(about.path("id").asText(), about, Files.exists(text) ? text : Path.of(base + ".hex"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        String stated = System.getProperty("polymeter.corpus", "");
        if (!stated.isEmpty()) {
            return Path.of(stated);
        }
        Path fromModule = Path.of("..", "..", "shared", "corpus");
        return Files.isDirectory(fromModule) ? fromModule : Path.of("..", "shared", "corpus");
    }
}
