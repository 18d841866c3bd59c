package org.polymeter.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Measurements for programs: an array of objects, one a line. Names have nothing to escape. */
final class Json {

    private Json() {}

    static String of(List<Measurement> measurements) {
        return measurements.stream().map(Json::of).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
    }

    private static String of(Measurement each) {
        return String.format(
                Locale.ROOT,
                "{\"workload\": \"%s\", \"subject\": \"%s\", \"ns_per_telegram\": %.2f, \"bytes_per_op\": %.2f}",
                each.workload(),
                each.subject(),
                each.nanos(),
                each.bytes());
    }
}
