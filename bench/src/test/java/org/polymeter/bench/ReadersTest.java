package org.polymeter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That everything which is measured works; not how fast it is. */
class ReadersTest {

    private static final int FEWEST = 32;

    static Stream<Arguments> pairs() {
        return Workloads.all().stream()
                .flatMap(workload ->
                        workload.subjects().stream().map(subject -> Arguments.of(workload.name(), subject)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("pairs")
    void every_benchmark_reads_its_telegrams(String workload, String subject) {
        TelegramBenchmark benchmark = new TelegramBenchmark();
        benchmark.workload = workload;
        benchmark.subject = subject;
        benchmark.prove();
        assertThat(benchmark.read()).isNotZero();
    }

    static Stream<String> names() {
        return Workloads.all().stream().map(Workload::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void telegrams_are_many_and_different(String workload) {
        List<byte[]> telegrams = Workloads.named(workload).telegrams();
        assertThat(telegrams).hasSizeGreaterThanOrEqualTo(FEWEST);
        assertThat(telegrams.size() % TelegramBenchmark.AT_ONCE).isZero();
        Set<String> different = new HashSet<>();
        telegrams.forEach(each -> different.add(java.util.HexFormat.of().formatHex(each)));
        assertThat(different).hasSameSizeAs(telegrams);
    }

    @Test
    void telegrams_are_the_same_in_every_run() {
        assertThat(Workloads.named("W3b").telegrams().getLast())
                .isEqualTo(Workloads.named("W3b").telegrams().getLast());
    }

    @Test
    void shapes_vary_only_where_they_are_said_to() {
        assertThat(lengths("W1")).hasSize(1);
        assertThat(lengths("W1 varied")).hasSizeGreaterThan(10);
        assertThat(lengths("W2")).hasSize(1);
        assertThat(lengths("W2 varied")).hasSizeGreaterThan(10);
        assertThat(lengths("W4")).hasSize(1);
        assertThat(lengths("W4 varied")).hasSizeGreaterThan(10);
    }

    private static Set<Integer> lengths(String workload) {
        Set<Integer> lengths = new HashSet<>();
        Workloads.named(workload).telegrams().forEach(each -> lengths.add(each.length));
        return lengths;
    }
}
