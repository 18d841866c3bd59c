package org.polymeter.codec.security;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key as people paste it: hex digits in either case, with blanks, colons, dashes, commas, {@code 0x}
 * or quotes, perhaps with its name in front. What is wrong with it is said without showing it: a
 * mistyped key is a slip away from the right one.
 */
public final class KeyText {

    /** What is wrong with it, for programs that say it in other words or languages. */
    public enum Flaw {
        NONE,
        EMPTY,
        /** One digit is missing: often a zero in front. */
        ONE_SHORT,
        /** Half a key, or a system title. */
        HALF,
        SHORT,
        ONE_LONG,
        LONG,
        /** The letter O where a zero is meant. */
        LETTER_O,
        /** The letter l or I where a one is meant. */
        LETTER_L,
        /** A letter of another alphabet that looks like a hex digit. */
        LOOKALIKE,
        BASE64,
        /** Stars or dots where digits would be. */
        MASKED,
        NOT_HEX
    }

    private static final int DIGITS = 32;
    private static final int LONG_DIGITS = 64; // security suite 2
    private static final int CHARACTERS = 16;
    private static final int BASE64 = 24;

    /** {@code GUEK:}, {@code AK =}; a name needs its sign, because some are made of hex digits. */
    private static final Pattern NAME = Pattern.compile("^[\\p{L}][\\p{L}\\d _./()-]{0,40}[=:]\\s*(?=[^\\s=])");

    private static final Pattern PREFIX = Pattern.compile("(?<![0-9A-Fa-f])0[xX]|\\\\[xX]");
    private static final Pattern QUOTES = Pattern.compile("[\"'`\u00B4\u2018-\u201F\u00AB\u00BB]");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\u200B\uFEFF:,;._{}\\[\\]()<>\u2010-\u2015-]");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]*");

    /** Cyrillic and Greek letters that look like hex digits. */
    private static final String LOOKALIKES = "\u0410\u0412\u0421\u0415\u0430\u0441\u0435\u0391\u0392\u0395";

    private final byte[] key;
    private final String problem;
    private final String remark;
    private final Flaw flaw;
    private final int length;
    private final int position;

    private KeyText(byte[] key, String remark) {
        this(key, "", remark, Flaw.NONE, 2 * key.length, 0);
    }

    private KeyText(byte[] key, String problem, String remark, Flaw flaw, int length, int position) {
        this.key = key;
        this.problem = problem;
        this.remark = remark;
        this.flaw = flaw;
        this.length = length;
        this.position = position;
    }

    /** Reads what was pasted; never fails, see {@link #problem}. */
    public static KeyText of(String pasted) {
        String bare = QUOTES.matcher(pasted.strip()).replaceAll("").strip();
        String digits = digits(bare);
        if (!HEX.matcher(digits).matches()) {
            String unnamed = NAME.matcher(bare).replaceFirst("");
            digits = unnamed.length() < bare.length() ? digits(unnamed) : digits;
            bare = unnamed;
        }
        if (HEX.matcher(digits).matches()) {
            return ofDigits(digits, bare);
        }
        return isCharacters(bare) ? ofCharacters(bare) : notHex(digits);
    }

    /** The key: 16 bytes, or 32 in security suite 2; empty if there is a {@link #problem}. */
    public Optional<byte[]> key() {
        return problem.isEmpty() ? Optional.of(key.clone()) : Optional.empty();
    }

    /** What is wrong, for people; empty if nothing is. */
    public String problem() {
        return problem;
    }

    /** The same as {@link #problem}, in a word. */
    public Flaw flaw() {
        return flaw;
    }

    /** Characters that were given, without blanks and other separators. */
    public int length() {
        return length;
    }

    /** Which of them is the first that is no hex digit, counted from 1; 0 if all are. */
    public int position() {
        return position;
    }

    /** What is unusual about a key that could be read; empty if nothing is. */
    public String remark() {
        return remark;
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "KeyText[" + (problem.isEmpty() ? key.length + " bytes" : problem) + "]";
    }

    private static String digits(String text) {
        return SEPARATORS.matcher(PREFIX.matcher(text).replaceAll("")).replaceAll("");
    }

    private static KeyText ofDigits(String digits, String bare) {
        return switch (digits.length()) {
            case DIGITS -> new KeyText(HexFormat.of().parseHex(digits), "");
            case LONG_DIGITS ->
                new KeyText(
                        HexFormat.of().parseHex(digits),
                        "64 hex digits are a key of security suite 2, or two keys in a row");
            case CHARACTERS ->
                isCharacters(bare)
                        ? new KeyText(
                                bare.getBytes(StandardCharsets.US_ASCII),
                                "16 characters were taken as they are; if they are half of a key, paste all 32 digits")
                        : badLength(digits.length());
            default -> badLength(digits.length());
        };
    }

    private static KeyText badLength(int digits) {
        Flaw flaw = switch (digits) {
            case 0 -> Flaw.EMPTY;
            case DIGITS - 1 -> Flaw.ONE_SHORT;
            case DIGITS + 1 -> Flaw.ONE_LONG;
            case CHARACTERS -> Flaw.HALF;
            default -> digits < DIGITS ? Flaw.SHORT : Flaw.LONG;
        };
        return bad(flaw, wrongLength(digits), digits, 0);
    }

    private static String wrongLength(int digits) {
        String has = "a key has 32 hex digits; this has " + digits;
        return switch (digits) {
            case 0 -> "the key is empty";
            case DIGITS - 1 -> has + ": a zero in front may be lost (spreadsheets do that), or a digit was not copied";
            case DIGITS + 1 -> has + ": one was typed or copied twice";
            case CHARACTERS -> has + ": this is half a key, or a system title";
            default -> digits < DIGITS ? has + ": a part is missing" : has + ": is something else in front or behind?";
        };
    }

    private static boolean isCharacters(String text) {
        return text.length() == CHARACTERS && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static KeyText ofCharacters(String text) {
        return new KeyText(
                text.getBytes(StandardCharsets.US_ASCII),
                "this is no hex: its 16 characters were taken as they are, which is unusual");
    }

    private static KeyText notHex(String digits) {
        String has = "a key has 32 hex digits; this has " + digits.length() + " characters";
        int at = firstOther(digits);
        char other = digits.charAt(at);
        String where = ", and number " + (at + 1) + " is ";
        Flaw flaw = flaw(digits, other);
        String problem = switch (flaw) {
            case LETTER_O -> has + where + "the letter O where a zero is meant";
            case LETTER_L -> has + where + "the letter " + other + " where a one is meant";
            case LOOKALIKE -> has + where + "a letter of another alphabet that looks like a hex digit";
            case BASE64 -> has + ": this looks like Base64; write its 16 bytes as hex digits";
            case MASKED -> has + where + "no hex digit: is the key masked?";
            default -> has + where + "no hex digit (0-9, A-F)";
        };
        return bad(flaw, problem, digits.length(), at + 1);
    }

    private static Flaw flaw(String digits, char other) {
        if (other == 'O' || other == 'o') {
            return Flaw.LETTER_O;
        }
        if (other == 'l' || other == 'I' || other == 'i') {
            return Flaw.LETTER_L;
        }
        if (LOOKALIKES.indexOf(other) >= 0) {
            return Flaw.LOOKALIKE;
        }
        if (digits.length() == BASE64 && digits.endsWith("==")) {
            return Flaw.BASE64;
        }
        return other == '*' || other == '\u2022' || other == 'x' || other == 'X' ? Flaw.MASKED : Flaw.NOT_HEX;
    }

    private static int firstOther(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), 16) < 0 || digits.charAt(i) > 'f') {
                return i;
            }
        }
        throw new IllegalStateException("all are hex digits");
    }

    private static KeyText bad(Flaw flaw, String problem, int length, int position) {
        return new KeyText(new byte[0], problem, "", flaw, length, position);
    }
}
