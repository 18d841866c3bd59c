package org.polymeter.bench.meter;

import org.polymeter.codec.tic.TicWriter;

/** A French meter in its historical mode. */
public final class Linky implements Meter {

    private static final int VALUES = 8;

    private final TicWriter out = TicWriter.historique();
    private final Household household = new Household(2);

    @Override
    public Sample next() {
        household.advance();
        out.begin()
                .group("ADCO", "012345678901")
                .group("OPTARIF", "BASE")
                .group("ISOUSC", "30")
                .group("BASE", "%09d".formatted(household.importWattHours()))
                .group("PTEC", "TH..")
                .group("IINST", "%03d".formatted(household.centiamperes(0) / 100))
                .group("IMAX", "090")
                .group("PAPP", "%05d".formatted(household.importWatts()));
        return new Sample(out.end(), VALUES);
    }
}
