package org.polymeter.gateway.query;

import java.util.List;
import java.util.Optional;

/** What a question says: by the query of an address, or by options of a command. */
public interface Parameters {

    /** All values that were given for a name. */
    List<String> all(String name);

    /** The first value; a blank one counts for none. */
    default Optional<String> one(String name) {
        return all(name).stream().filter(value -> !value.isBlank()).findFirst();
    }
}
