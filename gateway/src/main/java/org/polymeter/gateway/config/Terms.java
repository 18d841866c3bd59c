package org.polymeter.gateway.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.insight.CapacityModel;
import org.polymeter.gateway.insight.CapacityModels;

/**
 * What components of a tariff may name.
 *
 * @param series ids of the prices there are
 * @param own models of the tariff's {@code capacity-file}, and those that come with the program; empty: only these
 */
record Terms(String currency, Set<String> series, Optional<Map<String, CapacityModel>> own) {

    Map<String, CapacityModel> models() {
        return own.orElseGet(CapacityModels::byName);
    }
}
