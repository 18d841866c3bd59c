package org.polymeter.gateway.settings;

import org.polymeter.gateway.config.Configuration;

/** A gateway that takes another configuration while it runs. */
public interface Live {

    /**
     * Goes over to it: what is the same goes on untouched.
     *
     * @param changes gets what came of it
     */
    void take(Configuration wanted, Changes changes);
}
