package org.polymeter.gateway;

import java.util.function.Supplier;
import org.polymeter.gateway.config.Configuration;

/** The configuration in force: another one from one moment to the next. */
final class InForce implements Supplier<Configuration> {

    private volatile Configuration now;

    InForce(Configuration now) {
        this.now = now;
    }

    /** Any thread may ask. */
    @Override
    public Configuration get() {
        return now;
    }

    void set(Configuration next) {
        now = next;
    }
}
