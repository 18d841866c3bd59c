package org.polymeter.codec.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.Comparison;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.frame.Frame.Integrity;

/** Every published telegram yields exactly the values its publisher or a second decoder found. */
class P1CorpusTest {

    @Test
    void every_published_telegram_is_read_as_expected() {
        Assumptions.assumeTrue(Corpus.isPresent());
        List<String> differences = new ArrayList<>();
        int cases = 0;
        int good = 0;
        for (Corpus.Case each : Corpus.cases("p1")) {
            if (!each.isEncrypted()) {
                cases++;
                List<String> found = differences(each);
                good += found.isEmpty() ? 1 : 0;
                found.forEach(difference -> System.out.println("p1: " + each.id() + ": " + difference));
                found.forEach(difference -> differences.add(each.id() + ": " + difference));
            }
        }
        System.out.println("p1: " + good + " of " + cases + " cases");
        assertThat(differences).isEmpty();
    }

    private static List<String> differences(Corpus.Case each) {
        Vectors.Heard heard = Vectors.hear(each.bytes());
        List<String> differences = new ArrayList<>();
        if (each.hasWrongChecksum()) {
            if (heard.integrities.contains(Integrity.CHECKED)) {
                differences.add("a telegram with a wrong checksum passes");
            }
            heard = Vectors.hear(new P1Framer(false), each.bytes());
        }
        differences.addAll(Comparison.differences(
                Comparison.expected(each),
                heard.payloads.stream().map(Vectors::decode).toList()));
        return differences;
    }
}
