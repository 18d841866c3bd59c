package org.polymeter.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.polymeter.codec.Payloads.Payload;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Telegram;

/**
 * The project's own captures of meters: {@code meters/<kind>/<name>.hex} is what came over the wire
 * (invented values, real shapes), {@code .expected} beside it what it says. A folder {@code none} has
 * those that give no kind away. A new meter is a new folder, and no code.
 */
public final class MeterVectors {

    private static final String FOLDER = "codec/src/test/resources/org/polymeter/codec/meters";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private MeterVectors() {}

    /**
     * One capture.
     *
     * @param kind name of the kind of meter, or {@code none}
     * @param wire in hex, as is the key
     * @param expected a line for the time, then one for each observation, as {@link #lines} writes them
     */
    public record Vector(String kind, String name, String wire, Optional<String> key, List<String> expected) {

        public boolean isSml() {
            return wire.startsWith("1B1B1B1B");
        }

        /** The one plain message that it holds. */
        public Payload payload() {
            List<Payload> payloads = Payloads.of(HexFormat.of().parseHex(wire), key.map(HexFormat.of()::parseHex));
            if (payloads.size() != 1) {
                throw new IllegalStateException(this + " holds " + payloads.size() + " messages");
            }
            return payloads.getFirst();
        }

        @Override
        public String toString() {
            return kind + "/" + name;
        }
    }

    public static List<Vector> all() {
        try (Stream<Path> files = Files.walk(Repository.file(FOLDER))) {
            return files.filter(file -> file.toString().endsWith(".hex"))
                    .sorted()
                    .map(MeterVectors::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that hold a DLMS message, whatever carries it. */
    public static List<Vector> messages() {
        return all().stream().filter(vector -> !vector.isSml()).toList();
    }

    /** A telegram as lines: {@code time …}, then {@code code value unit}, {@code -} for no code. */
    public static List<String> lines(Telegram telegram) {
        List<String> lines = new ArrayList<>();
        lines.add("time " + (telegram.isTimed() ? time(telegram.localSecond(), telegram.deviation()) : "none"));
        for (int i = 0; i < telegram.size(); i++) {
            String code = telegram.obis(i).isNone() ? "-" : telegram.obis(i).toString();
            lines.add((code + " " + value(telegram, i)).strip());
        }
        return lines;
    }

    private static String value(Telegram telegram, int i) {
        return switch (telegram.kind(i)) {
            case TEXT -> telegram.text(i);
            case CLOCK -> time(telegram.localSecond(i), telegram.deviation(i));
            case AMOUNT -> {
                String unit =
                        telegram.unit(i).isUnstated() ? "?" : telegram.unit(i).symbol();
                String captured =
                        telegram.isCaptured(i) ? " at " + time(telegram.localSecond(i), telegram.deviation(i)) : "";
                yield (telegram.value(i).toPlainString() + " " + unit).strip() + captured;
            }
        };
    }

    private static String time(long localSecond, int deviation) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        return Deviation.isMinutes(deviation)
                ? OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(-60 * deviation))
                        .format(OFFSET)
                : local.format(SECONDS);
    }

    private static Vector read(Path hex) {
        String name = hex.getFileName().toString().replace(".hex", "");
        Optional<String> key = Optional.empty();
        List<String> expected = new ArrayList<>();
        for (String line : text(hex.resolveSibling(name + ".expected")).lines().toList()) {
            String content = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (content.startsWith("key ")) {
                key = Optional.of(content.substring("key ".length()));
            } else if (!content.isEmpty()) {
                expected.add(content);
            }
        }
        String kind = String.valueOf(hex.getName(hex.getNameCount() - 2));
        return new Vector(kind, name, text(hex).replaceAll("\\s", ""), key, expected);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
