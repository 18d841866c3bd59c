package org.polymeter.gateway.plugtest;

import java.util.ArrayList;
import java.util.List;

/** Lines of text whose columns stand below each other. */
final class Grid {

    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();
    private final List<Integer> rightAligned;

    /** {@code rightAligned}: columns of numbers. */
    Grid(Integer... rightAligned) {
        this.rightAligned = List.of(rightAligned);
    }

    void line(String... cells) {
        lines.add(List.of(cells));
    }

    /** All lines, none longer than {@code room}: the last column is cut. */
    List<String> lines(int room) {
        List<String> texts = new ArrayList<>();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                String cell = line.get(column);
                String padding = " ".repeat(width(column) - cell.length());
                text.append(text.isEmpty() ? "" : GAP)
                        .append(rightAligned.contains(column) ? padding + cell : cell + padding);
            }
            texts.add(cut(text.toString().stripTrailing(), room));
        }
        return texts;
    }

    private int width(int column) {
        return lines.stream()
                .mapToInt(line -> column < line.size() ? line.get(column).length() : 0)
                .max()
                .orElse(0);
    }

    static String cut(String text, int room) {
        return text.length() <= room ? text : text.substring(0, room - 1) + "…";
    }
}
