package org.polymeter.gateway.history;

import java.sql.SQLException;
import java.util.Optional;
import org.polymeter.codec.reading.Quantity;

/** The numbers that stand for names of quantities in pages. */
interface Quantities {

    /** The number of a quantity; a new one if it has none yet. */
    int key(Quantity quantity) throws SQLException;

    /** The number of that name, if it has one. */
    Optional<Integer> key(String name);

    String name(int key);

    Quantity.Kind kind(int key);
}
