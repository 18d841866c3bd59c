package org.polymeter.gateway.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a file with old readings may be. */
public enum Format {
    DSMR_READER("a CSV file of DSMR-reader"),
    MESSAGES("messages of adapters"),
    CAPTURE("bytes of a meter's port");

    private final String words;

    Format(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Empty if it holds no readings. */
    public static Optional<Format> of(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try (OldFile file = OldFile.open(path)) {
            byte[] head = file.head();
            int mark = OldFile.markLength(head);
            String text = new String(head, mark, head.length - mark, OldFile.charset(head));
            if (DsmrImport.recognises(text)
                    || path.toString().toLowerCase(Locale.ROOT).matches(".*\\.csv(\\.gz)?")) {
                return Optional.of(DSMR_READER);
            }
            if (MessageImport.recognises(text)) {
                return Optional.of(MESSAGES);
            }
            return mark == 0 && CaptureImport.recognises(head) ? Optional.of(CAPTURE) : Optional.empty();
        }
    }
}
