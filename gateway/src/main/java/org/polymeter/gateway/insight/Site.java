package org.polymeter.gateway.insight;

import java.util.List;

/**
 * A house whose meters are looked at together.
 *
 * @param grid meters at the border to the grid
 * @param production registers that count what is produced
 * @param storage meters of batteries: import charges, export discharges
 */
public record Site(List<String> grid, List<Register> production, List<String> storage) {

    /** A counter of a meter, by its name in the profile. */
    public record Register(String meter, String quantity) {}

    public Site {
        grid = List.copyOf(grid);
        production = List.copyOf(production);
        storage = List.copyOf(storage);
    }

    /** With production meters that count as the grid's do: what the plant delivers is export, what it needs is import. */
    public static Site of(List<String> grid, List<String> production, List<String> storage) {
        List<Register> registers = production.stream()
                .map(meter -> new Register(meter, Direction.EXPORT.quantity()))
                .toList();
        return new Site(grid, registers, storage);
    }
}
