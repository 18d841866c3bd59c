package org.polymeter.codec.kind;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Telegram.Kind;

/** One thing that tells a kind of meter from others. */
sealed interface Condition {

    boolean holds(Telegram telegram, long link);

    /** The link addresses, such as {@code CEFF03}; 0 if the link has none. */
    record Link(long address) implements Condition {

        @Override
        public boolean holds(Telegram telegram, long link) {
            return link == address;
        }
    }

    /** The name of the list that is sent, such as {@code 0-8:25.9.0}. */
    record ListName(Obis name) implements Condition {

        @Override
        public boolean holds(Telegram telegram, long link) {
            return telegram.list().equals(name);
        }
    }

    /** How the list names its values, such as {@code descriptors}. */
    record Form(String form) implements Condition {

        private static final Set<String> ALL = Set.of("objects", "descriptors", "named", "bare");

        @Override
        public boolean holds(Telegram telegram, long link) {
            return telegram.form().equals(form);
        }
    }

    /** A text that begins like this, under one of these codes or unnamed. */
    record Text(List<ObisPattern> codes, String prefix) implements Condition {

        @Override
        public boolean holds(Telegram telegram, long link) {
            for (int i = 0; i < telegram.size(); i++) {
                if (telegram.kind(i) == Kind.TEXT && isAbout(telegram.obis(i)) && telegram.textStartsWith(i, prefix)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAbout(Obis obis) {
            if (codes.isEmpty() || obis.isNone()) {
                return codes.isEmpty() && obis.isNone();
            }
            for (int i = 0; i < codes.size(); i++) {
                if (codes.get(i).matches(obis)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * The sender's name outside the values, from one to another, both included: texts of equal length,
     * compared as such. One word alone is how it begins; a maker's letters may also stand in hex.
     */
    record Sender(String from, String to, String hex) implements Condition {

        @Override
        public boolean holds(Telegram telegram, long link) {
            String sender = telegram.sender();
            return to.isEmpty()
                    ? sender.startsWith(from) || sender.startsWith(hex)
                    : sender.length() == from.length() && sender.compareTo(from) >= 0 && sender.compareTo(to) <= 0;
        }
    }

    /**
     * Reads conditions that must all hold, separated by commas: {@code link CEFF03}, {@code link
     * none}, {@code list 0-8:25.9.0}, {@code form descriptors}, {@code text 0-0:42.0.0 ISK1030}, {@code
     * unnamed Kamstrup_V}, {@code sender KFM}, {@code sender 0A01445A470002..0A01445A470003}.
     *
     * @throws IllegalArgumentException if one of them is something else
     */
    static List<Condition> parse(String text) {
        List<Condition> all = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            all.add(one(part.strip().split("\\s+", -1)));
        }
        return List.copyOf(all);
    }

    /**
     * Reads {@code CEFF03} or {@code none}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static long address(String text) {
        if (!isAddress(text)) {
            throw new IllegalArgumentException("not addresses such as CEFF03, nor none: " + text);
        }
        return text.equals("none") ? 0 : Long.parseUnsignedLong(text, 16);
    }

    private static boolean isAddress(String text) {
        return text.matches("none|[0-9A-F]{2,16}");
    }

    private static Condition one(String[] words) {
        if (words.length == 2 && words[0].equals("link") && isAddress(words[1])) {
            return new Link(address(words[1]));
        }
        if (words.length == 2 && words[0].equals("list")) {
            return new ListName(Obis.parse(words[1]));
        }
        if (words.length == 2 && words[0].equals("form") && Form.ALL.contains(words[1])) {
            return new Form(words[1]);
        }
        if (words.length == 2 && words[0].equals("unnamed")) {
            return new Text(List.of(), words[1]);
        }
        if (words.length == 2 && words[0].equals("sender")) {
            return sender(words[1].split("\\.\\.", -1));
        }
        if (words.length == 3 && words[0].equals("text")) {
            return new Text(ObisPattern.parse(words[1]), words[2]);
        }
        throw new IllegalArgumentException(
                "not one of 'link ADDRESS', 'list OBIS', 'form FORM', 'sender PREFIX', 'sender FROM..TO', "
                        + "'text OBIS PREFIX', 'unnamed PREFIX': " + String.join(" ", words));
    }

    private static Condition sender(String... range) {
        boolean sound = range.length == 1
                || (range.length == 2 && range[0].length() == range[1].length() && range[0].compareTo(range[1]) <= 0);
        if (!sound || range[0].isEmpty()) {
            throw new IllegalArgumentException(
                    "not how a sender begins, nor FROM..TO of equal length: " + String.join("..", range));
        }
        String hex = HexFormat.of().withUpperCase().formatHex(range[0].getBytes(StandardCharsets.US_ASCII));
        return new Sender(range[0], range.length == 2 ? range[1] : "", hex);
    }
}
