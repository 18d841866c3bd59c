package org.polymeter.codec.dlms;

import java.util.List;
import org.polymeter.codec.observation.ListLayout;
import org.polymeter.codec.observation.ListLayout.Element;
import org.polymeter.codec.observation.ListLayout.Use;
import org.polymeter.codec.observation.ListLayout.WireType;
import org.polymeter.codec.observation.Obis;

/**
 * Lists that name nothing: their place in the list tells what values mean, to those who know the
 * meter. Kaifa in Norway and Sweden, Iskraemeco in Slovenia, Croatia and Carinthia.
 */
final class PositionalLists {

    private static final int FIRST = 1;

    private final DataTree tree;
    private final Values values;
    private final List<ListLayout> layouts;

    PositionalLists(DataTree tree, Values values, List<ListLayout> layouts) {
        this.tree = tree;
        this.values = values;
        this.layouts = List.copyOf(layouts);
    }

    /** Returns false, and has reported nothing, if the body is none of the lists that are known. */
    boolean report(long link) {
        for (int i = 0; i < layouts.size(); i++) {
            if (isList(layouts.get(i), link)) {
                report(layouts.get(i));
                return true;
            }
        }
        return false;
    }

    private boolean isList(ListLayout layout, long link) {
        List<Element> elements = layout.elements();
        if (tree.tag(0) != Tag.STRUCTURE || tree.count(0) != elements.size() || !layout.comesOver(link)) {
            return false;
        }
        int node = FIRST;
        for (int i = 0; i < elements.size(); i++) {
            if (!isElement(elements.get(i), node)) {
                return false;
            }
            node = tree.next(node);
        }
        return true;
    }

    private boolean isElement(Element element, int node) {
        if (tree.isObis(node) || Codes.isPushSetup(element.code())) { // a value is never a code
            return isNameOfList(element.code(), node);
        }
        return hasType(element.types(), node) && beginsWith(element.prefix(), node);
    }

    private boolean isNameOfList(Obis code, int node) {
        return Codes.isPushSetup(code) && tree.isObis(node) && tree.obis(node).packed() == code.packed();
    }

    private boolean hasType(List<WireType> types, int node) {
        String letter = Tag.letter(tree.tag(node));
        for (int i = 0; i < types.size(); i++) {
            WireType type = types.get(i);
            boolean fits = type.length() == WireType.ANY_LENGTH || type.length() == tree.length(node);
            if (fits && type.letter().equals(letter)) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsWith(String prefix, int node) {
        if (prefix.isEmpty()) {
            return true;
        }
        if (!tree.isText(node) || tree.length(node) < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (tree.bytes()[tree.position(node) + i] != (byte) prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void report(ListLayout layout) {
        values.out().layout(layout.kind());
        int node = FIRST;
        for (int i = 0; i < layout.elements().size(); i++) {
            Element element = layout.elements().get(i);
            if (Codes.isPushSetup(element.code())) {
                values.out().list(element.code());
            } else if (element.use() != Use.SKIPPED) {
                values.value(element.code(), node, Values.NONE);
            }
            node = tree.next(node);
        }
    }
}
