package org.polymeter.codec.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmuc.j62056.DataSet;
import org.openmuc.j62056.internal.Bcc;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Writer;

/**
 * The data lines of P1 against j62056: code, number and unit of everything that has a unit. P1 is a
 * data message of IEC 62056-21, mode D, with a checksum behind it, which j62056 does not know. What
 * has no unit (times, texts, logs) means more in P1 than in the standard, so it is not compared.
 */
class J62056Test {

    private static final String GLUED =
            "units without the asterisk before them are text to j62056; the source states them";
    private static final String MALFORMED = "4.24.7*0 is no code of P1; we drop the line with a warning";
    private static final String LINE_ENDS = "j62056 wants CR LF; some adapters drop the CR";
    private static final String LONG_TEXT =
            "j62056 takes 100 characters of a value; a message to the customer has up to" + " 2048 (DSMR 5.0.2, 6.12)";
    private static final String OLD_GAS = "in DSMR 2 the unit of the gas line has parentheses of its own, far from the"
            + " number; j62056 has no such rule";

    /** Where j62056 and we disagree, and why we are right. */
    private static final Map<String, String> DISAGREEMENTS = Map.ofEntries(
            Map.entry("p1-be-flu5", GLUED),
            Map.entry("p1-dk-kamstrup-bad-obis", MALFORMED),
            Map.entry("p1-hu-sanxing-masked", LONG_TEXT),
            Map.entry("p1-nl-dsmr22-lf-mangled", LINE_ENDS),
            Map.entry("p1-nl-t211-lf-line-ends", LINE_ENDS),
            Map.entry("p1-nl-dsmr42-obis-255-suffix", LONG_TEXT),
            Map.entry("p1-nl-dsmr42-spec-valid-crc", LONG_TEXT),
            Map.entry("p1-nl-dsmr50-spec", LONG_TEXT),
            Map.entry("p1-nl-iskra-mt382-dsmr30", LONG_TEXT),
            Map.entry("p1-nl-iskra-mt382-dsmr22", OLD_GAS),
            Map.entry("p1-nl-mt382-dsmr22-a", OLD_GAS),
            Map.entry("p1-nl-kamstrup382-dsmr22", OLD_GAS),
            Map.entry("p1-nl-xmx-dsmr22-no-gas", OLD_GAS));

    private static final int TELEGRAMS = 400;
    private static final List<String> UNITS = List.of("kWh", "kW", "V", "A", "kvar", "kvarh", "Hz", "m3", "GJ");

    /** It reads from serial ports only; its reader of one data set is not public. */
    private static final Method READ_DATA_SET = reader();

    static Stream<Case> captures() {
        return Corpus.cases("p1").stream()
                .filter(capture -> capture.isValid()
                        && !capture.isEncrypted()
                        && capture.about().path("telegrams").isMissingNode());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void captures_read_the_same(Case capture) throws Exception {
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
        return IntStream.range(0, TELEGRAMS).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void random_telegrams_read_the_same(int seed) throws Exception {
        byte[] telegram = telegram(new Random(seed));
        assertThat(ours(telegram)).isNotEmpty().isEqualTo(theirs(telegram));
    }

    private static byte[] telegram(Random random) {
        P1Writer out = new P1Writer().begin("PLM5\\2PEER-" + random.nextInt(10_000));
        long second = 1_600_000_000L + random.nextInt(300_000_000);
        out.clock(second, Deviation.WINTER);
        out.hexText(Obis.parse("0-0:96.1.1"), Integer.toString(random.nextInt(), 36));
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            Obis obis = Obis.of(1, 0, 1 + random.nextInt(80), 7 + random.nextInt(2), random.nextInt(5));
            int decimals = random.nextInt(4);
            BigDecimal value = BigDecimal.valueOf(random.nextInt(2_000_000) - 100_000, decimals);
            String unit = UNITS.get(random.nextInt(UNITS.size()));
            if (random.nextInt(5) == 0) {
                out.captured(Obis.of(0, 1, 24, 2, 1), second, Deviation.SUMMER, value, 7, decimals, unit);
            } else {
                out.amount(obis, value, 7, decimals, unit);
            }
        }
        return out.end();
    }

    private static List<String> ours(byte[] stream) {
        List<String> values = new ArrayList<>();
        for (Telegram telegram :
                Heard.of(Options.of(Link.P1).ignoringChecksums(), stream).telegrams()) {
            for (int i = 0; i < telegram.size(); i++) {
                if (telegram.kind(i) == Telegram.Kind.AMOUNT
                        && !telegram.unit(i).symbol().isEmpty()) {
                    values.add(telegram.obis(i) + " " + telegram.value(i).toPlainString() + " "
                            + telegram.unit(i).symbol());
                }
            }
        }
        return values;
    }

    private static List<String> theirs(byte[] stream) throws Exception {
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        int lines = text.indexOf("\r\n", text.indexOf('/'));
        lines += text.startsWith("\r\n", lines + 2) ? 2 : 0; // it takes one line end itself
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(stream, lines, stream.length - lines));
        List<String> values = new ArrayList<>();
        String address = "";
        try {
            DataSet next = next(in);
            while (next != null) {
                // a second value behind the same code has no address of its own
                address = next.getAddress().isEmpty() ? address : next.getAddress();
                if (!next.getUnit().isEmpty()) {
                    String value = new BigDecimal(next.getValue()).toPlainString();
                    values.add(Obis.parse(address) + " " + value + " " + next.getUnit());
                }
                next = next(in);
            }
        } catch (InvocationTargetException | NumberFormatException e) {
            values.add("refused: " + e);
        }
        return values;
    }

    private static DataSet next(DataInputStream in) throws ReflectiveOperationException {
        return (DataSet) READ_DATA_SET.invoke(null, in, new Bcc());
    }

    private static Method reader() {
        try {
            Method reader = DataSet.class.getDeclaredMethod("readDataSet", DataInputStream.class, Bcc.class);
            reader.setAccessible(true);
            return reader;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
