package org.polymeter.gateway.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.gateway.config.SecretWords;

/**
 * The lines of a text that the parser does not take: secrets in it are hidden by the looks of its lines, and found
 * again below the same lines. Rather hides too much.
 */
final class SecretLines {

    private static final Pattern LINE = Pattern.compile("(?m)^.*$");

    /** A key at the head of a line, and what stands behind it. */
    private static final Pattern ENTRY = Pattern.compile("([\\s-]*)[\"']?([\\w-]+)[\"']?\\s*:(?:\\s+(.*))?");

    /** A key at the end of a line. */
    private static final Pattern OPEN = Pattern.compile(".*?[\"']?([\\w-]+)[\"']?\\s*:\\s*");

    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

    private static final Pattern ADDRESS = Pattern.compile("\\b(?:host|url)[\"']?\\s*:\\s*[^,}]*");

    private static final Pattern BEFORE_KEY = Pattern.compile("[\\s-]*");

    private record Line(int start, String text) {

        int end() {
            return start + text.length();
        }

        int indent() {
            return text.length() - text.stripLeading().length();
        }

        /** Where its key begins, behind the dash of an item. */
        int column() {
            Matcher before = BEFORE_KEY.matcher(text);
            return before.lookingAt() ? before.end() : 0;
        }
    }

    private final List<Line> lines;
    private final List<Secrets.Hidden> hidden = new ArrayList<>();

    private SecretLines(String text) {
        this.lines = LINE.matcher(text)
                .results()
                .map(match -> new Line(match.start(), match.group()))
                .toList();
    }

    static List<Secrets.Hidden> in(String text) {
        SecretLines search = new SecretLines(text);
        int next = 0;
        while (next < search.lines.size()) {
            next = search.hide(next);
        }
        return search.hidden;
    }

    /**
     * The text with secrets in the place of their masks.
     *
     * @param before where they are
     * @throws Refusal if a mask does not stand below the same lines as before, or several do
     */
    static String lifted(String text, String before, String file) throws Refusal {
        Map<List<String>, List<Secrets.Hidden>> known = byPlace(before);
        SecretLines now = new SecretLines(text);
        List<Integer> masks = masks(text);
        Map<List<String>, Integer> wanted = new HashMap<>();
        masks.forEach(at -> wanted.merge(now.place(at), 1, Integer::sum));
        List<Integer> unknown = new ArrayList<>();
        String open = text;
        for (int at : masks.reversed()) {
            List<String> place = now.place(at);
            List<Secrets.Hidden> candidates = known.getOrDefault(place, List.of());
            if (candidates.size() != 1 || wanted.getOrDefault(place, 0) != 1) {
                unknown.addFirst(now.index(at) + 1);
                continue;
            }
            Secrets.Hidden secret = candidates.getFirst();
            int from = at - secret.shown().indexOf(Secrets.MASK);
            if (!text.startsWith(secret.shown(), from)) {
                unknown.addFirst(now.index(at) + 1);
                continue;
            }
            open = open.substring(0, from)
                    + before.substring(secret.start(), secret.end())
                    + open.substring(from + secret.shown().length());
        }
        Masks.refuse(unknown, file);
        return open;
    }

    private static Map<List<String>, List<Secrets.Hidden>> byPlace(String before) {
        List<Secrets.Hidden> secrets = Secrets.hidden(before);
        SecretLines shown = new SecretLines(Secrets.masked(before));
        Map<List<String>, List<Secrets.Hidden>> byPlace = new HashMap<>();
        int moved = 0;
        for (Secrets.Hidden secret : secrets) {
            int at = secret.start() + moved + secret.shown().indexOf(Secrets.MASK);
            byPlace.computeIfAbsent(shown.place(at), it -> new ArrayList<>()).add(secret);
            moved += secret.shown().length() - (secret.end() - secret.start());
        }
        return byPlace;
    }

    private static List<Integer> masks(String text) {
        List<Integer> masks = new ArrayList<>();
        int at = text.indexOf(Secrets.MASK);
        while (at >= 0) {
            masks.add(at);
            at = text.indexOf(Secrets.MASK, at + Secrets.MASK.length());
        }
        return masks;
    }

    /** Hides what is secret in a line, and returns the next one that is not part of it. */
    private int hide(int index) {
        Line line = lines.get(index);
        Matcher entry = ENTRY.matcher(line.text);
        if (entry.matches() && SecretWords.isSecret(entry.group(2))) {
            int last = lastBelow(index, entry.start(2));
            boolean isHere = entry.group(3) != null && !entry.group(3).isBlank();
            if (isHere) {
                hide(line.start + entry.start(3), lines.get(last).end());
            } else if (last > index) {
                hideLines(index + 1, last);
            }
            return last + 1;
        }
        boolean goesOn = isOpen(line);
        for (SecretWords.Span secret : SecretWords.in(line.text)) {
            hide(line.start + secret.start(), line.start + secret.end());
            goesOn |= !secret.isAddress() && endsWith(line.text, secret.end());
        }
        int last = goesOn ? lastBelow(index, line.indent()) : index;
        if (last > index) {
            hideLines(index + 1, last);
        }
        return last + 1;
    }

    private void hideLines(int first, int last) {
        int from = first;
        while (lines.get(from).text.isBlank()) {
            from++;
        }
        hide(lines.get(from).start + lines.get(from).indent(), lines.get(last).end());
    }

    private void hide(int start, int end) {
        hidden.add(new Secrets.Hidden(start, end, Secrets.MASK));
    }

    private static boolean isOpen(Line line) {
        Matcher open = OPEN.matcher(line.text);
        return open.matches() && SecretWords.isSecret(open.group(1));
    }

    /** Whether nothing but a comment follows. */
    private static boolean endsWith(String line, int end) {
        String rest = line.substring(end).strip();
        return rest.isEmpty() || rest.startsWith("#");
    }

    /** The last of the lines that are further in than a column. */
    private int lastBelow(int index, int column) {
        int last = index;
        for (int i = index + 1; i < lines.size(); i++) {
            boolean isBlank = lines.get(i).text.isBlank();
            if (!isBlank && lines.get(i).indent() <= column) {
                break;
            }
            last = isBlank ? last : i;
        }
        return last;
    }

    /**
     * What stands before an offset in its line, where the block of that line leads, then the lines that it is below, by
     * their indentation.
     */
    private List<String> place(int offset) {
        int index = index(offset);
        Line line = lines.get(index);
        List<String> place = new ArrayList<>();
        place.add(line.text.substring(0, offset - line.start).strip());
        place.addAll(addresses(index));
        int indent = line.indent();
        for (int i = index - 1; i >= 0; i--) {
            Line above = lines.get(i);
            String text = uncommented(above).strip();
            if (above.indent() < indent && !text.isEmpty()) {
                place.add(text);
                indent = above.indent();
            }
        }
        return place;
    }

    /** Hosts and URLs in a line and in those beside it. */
    private List<String> addresses(int index) {
        int column = lines.get(index).column();
        int first = index;
        while (first > 0 && isWithin(lines.get(first), column)) {
            first--;
        }
        int last = index + 1;
        while (last < lines.size() && isWithin(lines.get(last), column)) {
            last++;
        }
        return lines.subList(first, last).stream()
                .filter(line -> line.column() == column)
                .flatMap(line -> ADDRESS.matcher(uncommented(line)).results())
                .map(MatchResult::group)
                .toList();
    }

    private static boolean isWithin(Line line, int column) {
        return line.text.isBlank() || line.indent() >= column;
    }

    private static String uncommented(Line line) {
        return COMMENT.matcher(line.text).replaceFirst("").stripTrailing();
    }

    /** Of the line that an offset is in. */
    private int index(int offset) {
        int index = 0;
        while (index + 1 < lines.size() && lines.get(index + 1).start <= offset) {
            index++;
        }
        return index;
    }
}
