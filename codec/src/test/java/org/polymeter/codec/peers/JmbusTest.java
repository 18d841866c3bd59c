package org.polymeter.codec.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmuc.jmbus.Bcd;
import org.openmuc.jmbus.DataRecord;
import org.openmuc.jmbus.DecodingException;
import org.openmuc.jmbus.DlmsUnit;
import org.openmuc.jmbus.MBusMessage;
import org.openmuc.jmbus.VariableDataStructure;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Function;
import org.polymeter.codec.observation.Telegram;

/** Wired M-Bus against jMBus: place in the meter's memory, value and unit of every record. */
class JmbusTest {

    /** Where jMBus and we disagree, and why we are right. */
    private static final Map<String, String> DISAGREEMENTS = Map.of(
            "mbus-els-elster-f96-plus",
                    "letters in place of digits, in records of an error state: jMBus adds their values,"
                            + " the source (libmbus) takes them for 0 in the upper half of a byte",
            "mbus-elv-temp-humid",
                    "jMBus leaves out a VIFE that multiplies (70..77, EN 13757-3, 6.4.5); 45.64 % is humid"
                            + " enough, and the source states it",
            "mbus-err-application-busy", "jMBus knows no application error (CI 70)",
            "mbus-manual-frame2", "jMBus knows no fixed data structure (CI 73)",
            "mbus-landis-gyr-ultraheat-t230", "year 127 of two digits: jMBus says 2127, the source 2027",
            "mbus-lgb-g350", "jMBus takes a date and time of 6 bytes (type I) for a number",
            "mbus-siemens-wfh21", "a date of month 0 and day 0: jMBus makes it 1999-11-30");

    private static final Map<DlmsUnit, String> UNITS = Map.ofEntries(
            Map.entry(DlmsUnit.WATT_HOUR, "Wh"),
            Map.entry(DlmsUnit.JOULE, "J"),
            Map.entry(DlmsUnit.CUBIC_METRE, "m3"),
            Map.entry(DlmsUnit.KILOGRAM, "kg"),
            Map.entry(DlmsUnit.WATT, "W"),
            Map.entry(DlmsUnit.JOULE_PER_HOUR, "J/h"),
            Map.entry(DlmsUnit.CUBIC_METRE_PER_HOUR, "m3/h"),
            Map.entry(DlmsUnit.CUBIC_METRE_PER_MINUTE, "m3/min"),
            Map.entry(DlmsUnit.CUBIC_METRE_PER_SECOND, "m3/s"),
            Map.entry(DlmsUnit.KILOGRAM_PER_HOUR, "kg/h"),
            Map.entry(DlmsUnit.DEGREE_CELSIUS, "°C"),
            Map.entry(DlmsUnit.KELVIN, "K"),
            Map.entry(DlmsUnit.BAR, "bar"),
            Map.entry(DlmsUnit.VOLT, "V"),
            Map.entry(DlmsUnit.AMPERE, "A"));

    /** We tell durations in seconds. */
    private static final Map<DlmsUnit, Integer> SECONDS =
            Map.of(DlmsUnit.SECOND, 1, DlmsUnit.MIN, 60, DlmsUnit.HOUR, 3_600, DlmsUnit.DAY, 86_400);

    private static final List<Function> FUNCTIONS =
            List.of(Function.INSTANTANEOUS, Function.MAXIMUM, Function.MINIMUM, Function.ERROR);

    private static final int FRAMES = 400;
    private static final int MOST_RECORDS = 9;

    /** Energy, volume, mass, on time, power, flows, temperatures, pressure, averaging duration, any. */
    private static final int[] VIFS = {
        0x03, 0x0E, 0x13, 0x1B, 0x22, 0x27, 0x2B, 0x33, 0x3B, 0x43, 0x4B, 0x53, 0x5A, 0x5E, 0x61, 0x66, 0x69, 0x71
    };

    static Stream<Case> captures() {
        return Corpus.cases("mbus").stream().filter(capture -> capture.isValid() && !capture.isEncrypted());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void captures_read_the_same(Case capture) {
        List<String> ours = ours(capture.bytes());
        List<String> theirs = theirs(capture.bytes());
        String reason = DISAGREEMENTS.get(capture.id());
        if (reason == null) {
            assertThat(ours).isNotEmpty().isEqualTo(theirs);
        } else {
            assertThat(ours).as("no longer true: %s", reason).isNotEqualTo(theirs);
        }
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, FRAMES).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void random_frames_read_the_same(int seed) {
        byte[] frame = frame(new Random(seed));
        assertThat(ours(frame)).hasSize(1).isEqualTo(theirs(frame));
    }

    private static byte[] frame(Random random) {
        String number = String.valueOf(10_000_000 + random.nextInt(80_000_000));
        MbusWriter out = new MbusWriter("PLM", number, random.nextInt(256), 4).access(random.nextInt(256));
        int count = 1 + random.nextInt(MOST_RECORDS);
        for (int i = 0; i < count; i++) {
            out.stored(random.nextInt(40)).tariff(random.nextInt(4)).device(random.nextInt(2));
            out.function(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())));
            int vif = VIFS[random.nextInt(VIFS.length)];
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    int size = List.of(1, 2, 3, 4, 6, 8).get(random.nextInt(6));
                    int spare = Math.max(18, 8 * (8 - size)); // days in seconds take 17 bits more
                    out.integer(size, random.nextLong() >> spare, vif);
                }
                case 2 -> {
                    int digits = List.of(2, 4, 6, 8, 12).get(random.nextInt(5));
                    out.bcd(digits, random.nextLong(BigDecimal.TEN.pow(digits).longValue()), vif);
                }
                case 3 -> out.real(random.nextInt(1_000_000) / 8f, vif);
                default -> out.time(anyTime(random));
            }
        }
        return out.answer(1);
    }

    /** Never in the hour that summer time leaves out: jMBus makes dates in the computer's zone. */
    private static LocalDateTime anyTime(Random random) {
        return LocalDateTime.of(2005 + random.nextInt(60), 1 + random.nextInt(12), 1 + random.nextInt(28), 12, 0)
                .plusMinutes(random.nextInt(11 * 60));
    }

    private static List<String> ours(byte[] stream) {
        return Heard.of(Options.of(Link.MBUS), stream).telegrams().stream()
                .map(JmbusTest::text)
                .toList();
    }

    private static String text(Telegram telegram) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < telegram.size(); i++) {
            Function function = telegram.function(i);
            if (function == Function.MANUFACTURER || function == Function.MORE_RECORDS) {
                continue; // no record
            }
            text.append(
                    "%s %d %d %d: ".formatted(function, telegram.storage(i), telegram.tariff(i), telegram.device(i)));
            text.append(
                    switch (telegram.kind(i)) {
                        case AMOUNT ->
                            plain(telegram.value(i)) + " " + telegram.unit(i).symbol();
                        case TEXT -> telegram.text(i);
                        case CLOCK ->
                            LocalDateTime.ofEpochSecond(telegram.localSecond(i), 0, ZoneOffset.UTC)
                                    .toString();
                    });
            text.append('\n');
        }
        return text.toString();
    }

    private static List<String> theirs(byte[] stream) {
        List<String> telegrams = new ArrayList<>();
        for (byte[] frame : frames(stream)) {
            try {
                VariableDataStructure data =
                        MBusMessage.decode(frame, frame.length).getVariableDataResponse();
                data.decode();
                StringBuilder text = new StringBuilder();
                data.getDataRecords().forEach(each -> text.append(text(each)).append('\n'));
                telegrams.add(text.toString());
            } catch (IOException | DecodingException | RuntimeException e) {
                telegrams.add("refused: " + e);
            }
        }
        return telegrams;
    }

    /** {@code 68 L L 68 … 16}; jMBus wants one at a time. */
    private static List<byte[]> frames(byte[] stream) {
        List<byte[]> frames = new ArrayList<>();
        int at = 0;
        while (at + 6 <= stream.length) {
            int end = at + 6 + (stream[at + 1] & 0xFF);
            if (stream[at] == 0x68 && stream[at + 3] == 0x68 && end <= stream.length) {
                frames.add(Arrays.copyOfRange(stream, at, end));
                at = end;
            } else {
                at++;
            }
        }
        return frames;
    }

    private static String text(DataRecord record) {
        Function function = switch (record.getFunctionField()) {
            case INST_VAL -> Function.INSTANTANEOUS;
            case MAX_VAL -> Function.MAXIMUM;
            case MIN_VAL -> Function.MINIMUM;
            case ERROR_VAL -> Function.ERROR;
        };
        return "%s %d %d %d: ".formatted(function, record.getStorageNumber(), record.getTariff(), record.getSubunit())
                + value(record);
    }

    private static String value(DataRecord record) {
        Object value = record.getDataValue();
        return switch (value) {
            case null -> "";
            case Long number -> amount(BigDecimal.valueOf(number), record);
            case Bcd digits -> amount(BigDecimal.valueOf(digits.longValue()), record);
            case Double number -> amount(new BigDecimal(Float.toString(number.floatValue())), record);
            case Date date -> time(date, record);
            default -> value.toString().stripTrailing();
        };
    }

    /** In jMBus, the milliseconds are those of the computer's clock. */
    private static String time(Date date, DataRecord record) {
        LocalDateTime local = date.toInstant()
                .atZone(ZoneId.systemDefault())
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.SECONDS);
        boolean day = record.getDescription() == DataRecord.Description.DATE;
        return day ? local.toLocalDate().toString() : local.toString();
    }

    private static String amount(BigDecimal digits, DataRecord record) {
        DlmsUnit unit = record.getUnit();
        BigDecimal value = digits.scaleByPowerOfTen(record.getMultiplierExponent());
        if (unit != null && SECONDS.containsKey(unit)) {
            return plain(value.multiply(BigDecimal.valueOf(SECONDS.get(unit)))) + " s";
        }
        return plain(value) + " " + (unit == null ? "" : UNITS.getOrDefault(unit, unit.name()));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
