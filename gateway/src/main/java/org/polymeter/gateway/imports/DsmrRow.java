package org.polymeter.gateway.imports;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The cells of one row; those that hold a number, as numbers. */
final class DsmrRow {

    /** No register has more digits. */
    private static final int MOST_DIGITS = 15;

    private static final int MOST_DECIMALS = 6;

    private final List<String> cells;

    DsmrRow(List<String> cells) {
        this.cells = cells;
    }

    String text(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    Optional<String> text(OptionalInt column) {
        return column.isPresent() && !CsvRow.isEmpty(text(column.getAsInt()))
                ? Optional.of(text(column.getAsInt()))
                : Optional.empty();
    }

    /**
     * A number, with a point or a comma; empty if the cell is.
     *
     * @throws NumberFormatException if it is none, in words for people
     */
    Optional<BigDecimal> number(int column) {
        String text = text(column);
        if (CsvRow.isEmpty(text)) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text.replace(',', '.'));
            BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
            if (plain.precision() <= MOST_DIGITS && plain.stripTrailingZeros().scale() <= MOST_DECIMALS) {
                return Optional.of(plain);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // said below
        }
        throw new NumberFormatException("'" + text + "' in column " + (column + 1) + " is no number of a meter");
    }
}
