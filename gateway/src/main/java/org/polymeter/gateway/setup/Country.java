package org.polymeter.gateway.setup;

import java.util.List;
import java.util.Optional;

/**
 * Where meters are alike.
 *
 * @param code ISO 3166-1, two letters
 * @param zone of the meters' clocks; empty where a country has several
 */
record Country(String code, Optional<String> zone, List<GridOperator> operators) {

    Country {
        operators = List.copyOf(operators);
    }
}
