package org.polymeter.gateway.imports;

import java.time.ZoneId;
import java.util.Optional;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.adapter.Adapter;

/**
 * What the files do not say themselves.
 *
 * @param zone of times without offset, and of meters of which nothing is known yet
 * @param meter whose values they are; its id is empty where the files say it
 * @param gasMeter id of the gas meter behind it; empty: gas is left out where the file does not say its id
 * @param ids as the gateway gives them
 * @param keys of telegrams that are sealed
 * @param adapter whose messages they are; empty where it shows
 * @param fromZero whether registers that are nowhere known begin at zero
 */
public record ImportSettings(
        ZoneId zone,
        MeterLabel meter,
        Optional<String> gasMeter,
        MeterIds ids,
        Keys keys,
        Optional<Adapter> adapter,
        boolean fromZero) {}
