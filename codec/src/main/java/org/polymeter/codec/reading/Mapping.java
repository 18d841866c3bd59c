package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Function;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.codec.reading.Vocabulary.Meaning;

/** From a meter's own words to the names and units of the profile: one observation at a time. */
final class Mapping {

    /** Told what a value was read from. */
    interface Note {
        void read(Quantity quantity, String unit, int decimals, String obis);
    }

    private static final Vocabulary WORDS = Vocabulary.standard();
    private static final List<String> SWITCH = List.of("disconnected", "connected", "ready");
    private static final Quantity TARIFF = quantity("tariff");
    private static final Quantity TARIFF_NAME = quantity("tariff_name");
    private static final Quantity MESSAGE = quantity("message");
    private static final Quantity STATUS_WORD = quantity("status_word");
    private static final int NET = 15;

    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);
    private static final int HOUR_DECIMALS = 3;

    /** The ratio of external transformers, as {@code ratio × 10^-ratioDecimals}. */
    private final long ratio;

    private final int ratioDecimals;

    /** {@code ratio}: of external transformers; 1 if there are none. */
    Mapping(BigDecimal ratio) {
        boolean direct = ratio.compareTo(BigDecimal.ONE) == 0;
        this.ratio = direct ? 1 : ratio.unscaledValue().longValueExact();
        this.ratioDecimals = direct ? 0 : ratio.scale();
    }

    /**
     * Puts an amount into the draft, under its name if code and unit agree, else under {@code x_…}.
     *
     * @param volumes whether a missing unit means cubic metres (a gas or water meter's register)
     */
    void amount(Telegram telegram, int index, boolean volumes, Draft draft, Note note) {
        Obis obis = telegram.obis(index);
        Unit unit = telegram.unit(index);
        if (volumes && unit.base().isEmpty()) {
            unit = Unit.named("m3");
        }
        if (isNameless(telegram, index)) {
            return;
        }
        boolean refused = false;
        if (!isShadowed(telegram, index)) {
            for (Meaning meaning : meanings(telegram, index)) {
                Quantity quantity = meaning.quantity();
                if (quantity.name().endsWith("_word")) {
                    word(quantity, telegram.mantissa(index), draft, note, obis);
                    return;
                }
                if (fits(unit, quantity) && draft.indexOf(quantity) < 0) {
                    if (quantity.kind() == Kind.TEXT) {
                        draft.text(
                                quantity,
                                Long.toHexString(telegram.mantissa(index)).toUpperCase(Locale.ROOT));
                        note.read(quantity, "", -1, code(obis));
                        return;
                    }
                    if (quantity.kind() == Kind.STATE) {
                        state(quantity, telegram.mantissa(index), draft, note, obis);
                        return;
                    }
                    if (number(meaning, telegram, index, unit, draft, note)) {
                        onlyAsNow(telegram, index, refused, draft);
                        return;
                    }
                    refused = true;
                }
            }
        }
        unmapped(unmapped(telegram, index, Kind.GAUGE), telegram, index, draft, note);
        onlyAsNow(telegram, index, refused, draft);
    }

    /** Another number of this line may mean something else: of another sign, or if this one was refused a name. */
    private static void onlyAsNow(Telegram telegram, int index, boolean refused, Draft draft) {
        long now = telegram.mantissa(index);
        if (refused) {
            draft.only(index, now, now);
        } else if (isImport(telegram.meaning(index))) {
            draft.only(index, now < 0 ? Long.MIN_VALUE : 0, now < 0 ? -1 : Long.MAX_VALUE);
        }
    }

    /** By code or by the protocol's own word; a value of the past, of a tariff or of a sub-unit has none. */
    private static List<Meaning> meanings(Telegram telegram, int index) {
        Obis obis = meaning(telegram, index);
        if (!obis.isNone()) {
            return WORDS.meanings(obis);
        }
        return isPresent(telegram, index)
                ? WORDS.meanings(telegram.protocol(), telegram.medium(), telegram.label(index))
                : List.of();
    }

    /** The code that counts: some meters send net power under the code of import, negative on export. */
    private static Obis meaning(Telegram telegram, int index) {
        Obis obis = telegram.meaning(index);
        if (isImport(obis) && telegram.kind(index) == Telegram.Kind.AMOUNT && telegram.mantissa(index) < 0) {
            Obis net = Obis.of(1, obis.b(), obis.c() + NET, 7, 0, obis.f());
            return telegram.indexOf(net) < 0 ? net : obis;
        }
        return obis;
    }

    /** Present active power from the grid, of all phases or of one. */
    private static boolean isImport(Obis obis) {
        return obis.a() == 1
                && (obis.c() == 1 || obis.c() == 21 || obis.c() == 41 || obis.c() == 61)
                && obis.d() == 7
                && obis.e() == 0;
    }

    private static boolean isPresent(Telegram telegram, int index) {
        if (telegram.isQualified(index)) {
            return false;
        }
        return !telegram.hasSlot(index)
                || ((telegram.function(index) == Function.INSTANTANEOUS || telegram.function(index) == Function.ACTUAL)
                        && telegram.storage(index) == 0
                        && telegram.tariff(index) == 0
                        && telegram.device(index) == 0);
    }

    /** {@code x_1_0_96_5_0}, {@code x_mbus_7}, {@code x_<label>}. */
    private static Quantity unmapped(Telegram telegram, int index, Kind kind) {
        Obis obis = telegram.obis(index);
        if (!obis.isNone()) {
            return WORDS.unmapped(obis, kind);
        }
        String label = telegram.hasSlot(index) ? telegram.protocol() + "_" + index : telegram.label(index);
        return WORDS.unmapped(label, kind);
    }

    /** Puts an amount into the draft under the name of another code: a row of a history. */
    void amountAs(Obis obis, Telegram telegram, int index, Draft draft, Note note) {
        for (Meaning meaning : WORDS.meanings(obis)) {
            if (fits(telegram.unit(index), meaning.quantity())) {
                number(meaning, telegram, index, telegram.unit(index), draft, note);
            }
        }
    }

    /** Puts a text into the draft, if it says anything. */
    void text(Telegram telegram, int index, Draft draft, Note note) {
        Obis obis = telegram.obis(index);
        if (isNameless(telegram, index)) {
            return;
        }
        List<Meaning> meanings = meanings(telegram, index);
        Quantity quantity = meanings.isEmpty()
                ? unmapped(telegram, index, Kind.TEXT)
                : meanings.getLast().quantity();
        String text = quantity.equals(MESSAGE) ? message(telegram, index) : telegram.text(index);
        if (quantity.equals(TARIFF)) {
            tariff(text, draft, note, obis);
        } else if (!text.isEmpty() && draft.indexOf(quantity.name()) < 0 && quantity.kind() != Kind.GAUGE) {
            draft.text(quantity, text);
            note.read(quantity, "", -1, code(obis));
        }
    }

    /** Neither the meter nor its adapter says what this is, so the profile has no name for it. */
    private static boolean isNameless(Telegram telegram, int index) {
        return telegram.obis(index).isNone() && telegram.label(index).isEmpty();
    }

    /** UTF-8, or Latin-1 where it is none. */
    static String message(Telegram telegram, int index) {
        byte[] bytes = telegram.textBytes(index);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1).strip();
        }
    }

    /** Whether another channel's value of the same kind takes precedence: B = 0, then the least. */
    private static boolean isShadowed(Telegram telegram, int index) {
        Obis obis = telegram.obis(index);
        if (obis.a() == 0 || obis.b() == 0) {
            return false;
        }
        for (int i = 0; i < telegram.size(); i++) {
            Obis other = telegram.obis(i);
            if (other.b() < obis.b()
                    && other.a() == obis.a()
                    && (other.packed() & 0xFFFF_FFFFL) == (obis.packed() & 0xFFFF_FFFFL)) {
                return true;
            }
        }
        return false;
    }

    /** Early Aidon firmware writes kVA for kvar: the code tells the two apart, not the unit. */
    private static boolean fits(Unit unit, Quantity quantity) {
        String base = quantity.unit().base();
        return unit.base().equals(base)
                || isInSeconds(unit, quantity)
                || (unit.base().equals("VA") && base.equals("var"))
                || (unit.base().equals("VAh") && base.equals("varh"));
    }

    /** M-Bus meters count time in seconds, or in hours that come as seconds. */
    private static boolean isInSeconds(Unit unit, Quantity quantity) {
        return unit.base().equals("s") && quantity.unit().base().equals("h");
    }

    /** Whole hours stay whole; others are rounded to the thousandth. */
    private static BigDecimal hours(BigDecimal seconds) {
        BigDecimal hours = seconds.divide(SECONDS_PER_HOUR, HOUR_DECIMALS, RoundingMode.HALF_EVEN);
        return hours.stripTrailingZeros().scale() <= 0 ? hours.setScale(0, RoundingMode.UNNECESSARY) : hours;
    }

    private boolean number(Meaning meaning, Telegram telegram, int index, Unit unit, Draft draft, Note note) {
        Quantity quantity = meaning.quantity();
        boolean negated = meaning.negated() ^ telegram.isTurned(index);
        long mantissa = telegram.mantissa(index);
        long digits = negated ? -mantissa : mantissa;
        int scale = telegram.scale(index) + unit.power() - quantity.unit().power();
        if (isInSeconds(unit, quantity)) {
            BigDecimal hours = hours(BigDecimal.valueOf(digits, -scale));
            boolean added = draft.number(quantity, hours.unscaledValue().longValue(), -hours.scale());
            return added && noted(quantity, -hours.scale(), telegram, index, note);
        }
        if (isLimit(quantity) && isAllNines(digits)) {
            return true; // "no limit", which is the absence of a value
        }
        if (isFactor(quantity) && exceedsOne(digits, scale)) {
            return false; // seen in Hungary: 4.556
        }
        long factor = negated ? -1 : 1;
        if (isPrimary(quantity)) {
            factor *= ratio;
            scale -= ratioDecimals;
        }
        if (!draft.number(quantity, index, mantissa, factor, scale)) {
            return false;
        }
        if (isLimit(quantity)) {
            draft.only(index, mantissa, mantissa);
        } else if (isFactor(quantity)) {
            draft.only(index, -one(scale), one(scale));
        }
        return noted(quantity, scale, telegram, index, note);
    }

    /** Always true. */
    private static boolean noted(Quantity quantity, int scale, Telegram telegram, int index, Note note) {
        note.read(quantity, quantity.unit().symbol(), Math.max(0, -scale), code(telegram.obis(index)));
        return true;
    }

    /** The word beside a value; the first of a telegram counts. */
    void status(Telegram telegram, int index, Draft draft, Note note) {
        word(STATUS_WORD, telegram.status(index), draft, note, telegram.obis(index));
    }

    /** A register of bits, in whole bytes of hex. */
    private static void word(Quantity quantity, long word, Draft draft, Note note, Obis obis) {
        if (draft.indexOf(quantity) < 0) {
            String digits = Long.toHexString(word).toUpperCase(Locale.ROOT);
            draft.text(quantity, digits.length() % 2 == 0 ? digits : "0" + digits);
            note.read(quantity, "", -1, code(obis));
        }
    }

    private static void state(Quantity quantity, long value, Draft draft, Note note, Obis obis) {
        if (quantity.equals(TARIFF)) {
            draft.number(quantity, value, 0);
        } else if (value >= 0 && value < SWITCH.size()) {
            draft.text(quantity, SWITCH.get((int) value));
        } else {
            return;
        }
        note.read(quantity, "", -1, code(obis));
    }

    /** {@code RATE1} is tariff 1; a name without digits is a name. */
    private static void tariff(String text, Draft draft, Note note, Obis obis) {
        String digits = text.replaceFirst("^.*?([0-9]{0,9})$", "$1");
        if (!digits.isEmpty() && draft.indexOf(TARIFF) < 0) {
            draft.number(TARIFF, Long.parseLong(digits), 0);
            note.read(TARIFF, "", -1, code(obis));
        } else if (digits.isEmpty() && !text.isEmpty() && draft.indexOf(TARIFF_NAME) < 0) {
            draft.text(TARIFF_NAME, text);
            note.read(TARIFF_NAME, "", -1, code(obis));
        }
    }

    /** As read, unit only in the descriptor. Of two with one code the first stays. */
    private static void unmapped(Quantity quantity, Telegram telegram, int index, Draft draft, Note note) {
        if (draft.indexOf(quantity.name()) < 0
                && draft.number(quantity, index, telegram.mantissa(index), 1, telegram.scale(index))) {
            note.read(
                    quantity,
                    telegram.unit(index).symbol(),
                    Math.max(0, -telegram.scale(index)),
                    code(telegram.obis(index)));
        }
    }

    /** As the descriptor has it: empty if there is none. */
    private static String code(Obis obis) {
        return obis.isNone() ? "" : obis.toString();
    }

    private static boolean isLimit(Quantity quantity) {
        return quantity.name().startsWith("power_limit") || quantity.name().startsWith("current_limit");
    }

    private static boolean isFactor(Quantity quantity) {
        return quantity.name().startsWith("power_factor");
    }

    /** 999, 999.9, 99.999, 999.00: a display full of nines. */
    private static boolean isAllNines(long mantissa) {
        String digits = Long.toString(mantissa).replaceFirst("0+$", "");
        return digits.length() >= 3 && digits.chars().allMatch(c -> c == '9');
    }

    private static boolean exceedsOne(long mantissa, int scale) {
        return BigDecimal.valueOf(mantissa, -scale).abs().compareTo(BigDecimal.ONE) > 0;
    }

    /** The digits of 1; 0 where the last digit is worth more than that. */
    private static long one(int scale) {
        return scale > 0 ? 0 : Limit.power(-scale);
    }

    /** Whether external transformers make more of it than the meter sees. */
    static boolean isPrimary(Quantity quantity) {
        return switch (quantity.unit().base()) {
            case "W", "VA", "var", "Wh", "VAh", "varh", "A" -> true;
            default -> false;
        };
    }

    private static Quantity quantity(String name) {
        @Nullable Quantity quantity = WORDS.named(name);
        if (quantity == null) {
            throw new IllegalStateException("the vocabulary lacks " + name);
        }
        return quantity;
    }
}
