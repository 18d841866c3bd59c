package org.polymeter.gateway.setup;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.polymeter.codec.security.Keys;

/** One way to listen. */
interface Task {

    /** Listens until {@code stop} says so, and tells a {@link Report}. */
    void run(BooleanSupplier stop) throws IOException, InterruptedException;

    /** What came last, for trying keys on it. */
    default byte[] kept() {
        return new byte[0];
    }

    /** These open it: begins anew with what came last. */
    default void use(Keys keys) {}
}
