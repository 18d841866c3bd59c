package org.polymeter.bench.meter;

import java.util.List;
import java.util.stream.Stream;

/** Says one telegram after the other. */
public interface Meter {

    Sample next();

    default List<Sample> samples(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }
}
