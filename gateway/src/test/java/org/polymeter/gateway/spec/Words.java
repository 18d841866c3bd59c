package org.polymeter.gateway.spec;

import java.util.Arrays;
import java.util.List;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.flow.SourceLedger;

/** The words of the profile: of the code where it has them, else as docs/profile.md lists them. */
final class Words {

    static final List<String> STATUS = List.of("online", "offline");
    static final List<String> MEDIA = List.of("electricity", "gas", "water", "hot_water", "heat", "cooling", "other");
    static final List<String> ROLES = List.of("grid", "production", "storage", "consumption");
    static final List<String> SCHEMES =
            List.of("dsmr", "ldn", "device", "title", "sml", "tic", "mbus", "adapter", "source");
    static final List<String> QUALITY = List.of("clock", "unverified", "estimated", "fault", "test");
    static final List<String> ENCODINGS = List.of("text", "base64");

    static final List<String> ORIGINS =
            Arrays.stream(Origin.values()).map(Origin::word).toList();
    static final List<String> TIME_SOURCES =
            Arrays.stream(TimeSource.values()).map(TimeSource::word).toList();
    static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(VocabularyShapes::word).toList();
    static final List<String> REASONS = Arrays.stream(SourceLedger.Reason.values())
            .map(SourceLedger.Reason::word)
            .toList();

    private Words() {}
}
