package org.polymeter.gateway.imports;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.ReadingBuilder;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.codec.reading.Timestamps;

/** Readings that nobody has read: they follow from what was used. */
final class Estimate {

    private static final List<String> QUALITY = List.of("estimated");
    private static final int DECIMALS = 3;
    private static final int ID_BYTES = 16;

    private Estimate() {}

    /** {@code values}: by names of the profile. */
    static Reading reading(String meter, Instant time, Map<String, BigDecimal> values) {
        ReadingBuilder builder = new ReadingBuilder();
        StringBuilder evidence = new StringBuilder(meter).append('\n').append(Timestamps.format(time));
        new TreeMap<>(values).forEach((name, value) -> {
            BigDecimal plain = value.stripTrailingZeros();
            plain = plain.scale() < DECIMALS ? plain.setScale(DECIMALS) : plain;
            builder.number(name, plain);
            evidence.append('\n').append(name).append(' ').append(plain.toPlainString());
        });
        return builder.build(meter, id(evidence.toString()), time, TimeSource.ADAPTER, time, Origin.PROFILE, QUALITY);
    }

    /** As the profile makes ids: of the meter, the time, and what there is of evidence. */
    private static String id(String evidence) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(evidence.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
