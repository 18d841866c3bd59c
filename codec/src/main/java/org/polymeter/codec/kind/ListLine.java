package org.polymeter.codec.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.codec.observation.ListLayout;
import org.polymeter.codec.observation.ListLayout.Element;
import org.polymeter.codec.observation.ListLayout.Use;
import org.polymeter.codec.observation.ListLayout.WireType;
import org.polymeter.codec.observation.Obis;

/**
 * Reads the arguments of a {@code list} line: the types as the reason of a rejected list shows them,
 * perhaps the link, and what each element is.
 *
 * <pre>
 * S1:u4 link 010201|010001  1-0:1.7.0
 * S12:o16,o*,e1|b1,o2,u4x8  0-0:42.0.0=ISK10 0-0:96.1.2 - ? 1-0:1|2.8.0|1|2 1-0:3|4.8.0
 * </pre>
 *
 * {@code o*} is a text of any length, {@code e1|b1} one type or the other. Codes with bars are
 * several, the last group changing fastest; {@code =ISK10} is how the text begins; {@code -} is left
 * out, {@code ?} is reported without a name.
 */
final class ListLine {

    private static final Pattern LIST = Pattern.compile("S([0-9]{1,3}):(.+)");
    private static final Pattern ELEMENT = Pattern.compile(
            "(?<types>%1$s(\\|%1$s)*)(x(?<times>[0-9]{1,3}))?".formatted("(n|[ovtuibefdxSA]([0-9]{1,4}|\\*))"));
    private static final Pattern CODE = Pattern.compile("([^=]+)(?:=(.+))?");

    private ListLine() {}

    /** @throws IllegalArgumentException if the text is no such line */
    static ListLayout parse(String kind, String text) {
        List<String> words = new ArrayList<>(List.of(text.split("\\s+", -1)));
        List<List<WireType>> types = types(words.removeFirst());
        List<Long> links = List.of();
        if (!words.isEmpty() && words.getFirst().equals("link")) {
            words.removeFirst();
            links = links(words.isEmpty() ? "" : words.removeFirst());
        }
        List<Element> elements = new ArrayList<>();
        for (String word : words) {
            elements(word, types, elements);
        }
        if (elements.size() != types.size()) {
            throw new IllegalArgumentException(types.size() + " types, but " + elements.size() + " codes");
        }
        return new ListLayout(kind, links, elements);
    }

    private static List<List<WireType>> types(String signature) {
        Matcher list = LIST.matcher(signature);
        if (!list.matches()) {
            throw new IllegalArgumentException("not the types of a list such as S9:o16,u4x8: " + signature);
        }
        List<List<WireType>> types = new ArrayList<>();
        for (String word : list.group(2).split(",", -1)) {
            Matcher element = ELEMENT.matcher(word);
            if (!element.matches()) {
                throw new IllegalArgumentException("not the type of an element such as u4, o*, e1|b1 or A*: " + word);
            }
            List<WireType> alternatives = alternatives(element.group("types"));
            int times = element.group("times") == null ? 1 : Integer.parseInt(element.group("times"));
            for (int i = 0; i < times; i++) {
                types.add(alternatives);
            }
        }
        if (types.size() != Integer.parseInt(list.group(1))) {
            throw new IllegalArgumentException("S" + list.group(1) + ", but " + types.size() + " types");
        }
        return types;
    }

    private static List<WireType> alternatives(String words) {
        List<WireType> types = new ArrayList<>();
        for (String word : words.split("\\|", -1)) {
            String length = word.substring(1);
            boolean any = length.isEmpty() || length.equals("*");
            types.add(new WireType(word.substring(0, 1), any ? WireType.ANY_LENGTH : Integer.parseInt(length)));
        }
        return types;
    }

    private static List<Long> links(String words) {
        List<Long> links = new ArrayList<>();
        for (String word : words.split("\\|", -1)) {
            links.add(Condition.address(word));
        }
        return links;
    }

    /** Adds what one word says: of one element or, with bars, of several. */
    private static void elements(String word, List<List<WireType>> types, List<Element> elements) {
        if (word.equals("-") || word.equals("?")) {
            add(word.equals("-") ? Use.SKIPPED : Use.UNNAMED, Obis.NONE, "", types, elements);
            return;
        }
        Matcher code = CODE.matcher(word);
        if (!code.matches()) {
            throw new IllegalArgumentException("not a code, '-' or '?': " + word);
        }
        String prefix = code.group(2) == null ? "" : code.group(2);
        for (ObisPattern pattern : ObisPattern.parse(code.group(1))) {
            add(Use.NAMED, pattern.code(), prefix, types, elements);
        }
    }

    private static void add(Use use, Obis code, String prefix, List<List<WireType>> types, List<Element> elements) {
        List<WireType> its = elements.size() < types.size() ? types.get(elements.size()) : List.of();
        elements.add(new Element(its, use, code, prefix));
    }
}
