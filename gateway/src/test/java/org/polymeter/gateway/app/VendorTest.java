package org.polymeter.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.consumers.Snippets;

/** What the app brings along of others. */
class VendorTest {

    private static final Path FOLDER = Snippets.file("gateway/src/main/resources/org/polymeter/gateway/app/vendor");

    private static final String LICENCES = "licences.txt";
    private static final Pattern DIGEST = Pattern.compile("(?m)^([0-9a-f]{64})  (\\S+)$");

    @Test
    void each_file_is_the_one_of_which_the_licence_is_told() throws Exception {
        Map<String, String> told = new TreeMap<>();
        Matcher lines = DIGEST.matcher(Files.readString(FOLDER.resolve(LICENCES)));
        while (lines.find()) {
            told.put(lines.group(2), lines.group(1));
        }

        assertThat(told).isEqualTo(digests());
    }

    @Test
    void the_licences_are_there_in_full() throws IOException {
        assertThat(Files.readString(FOLDER.resolve(LICENCES)))
                .contains("Copyright (c) 2022 Leon Sorokin", "Copyright (c) 2015-present Jason Miller")
                .contains("Copyright 2018 Google Inc.", "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION")
                .containsOnlyOnce("END OF TERMS AND CONDITIONS");
    }

    private static Map<String, String> digests() throws IOException, NoSuchAlgorithmException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals(LICENCES)) {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    digests.put(name, HexFormat.of().formatHex(digest));
                }
            }
        }
        return digests;
    }
}
