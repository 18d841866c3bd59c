package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterIdTest {

    @ParameterizedTest
    @CsvSource({
        "E0031003262934315, e0031003262934315",
        "' KA6U001660297912', ka6u001660297912",
        "/dev/ttyUSB0, dev-ttyusb0",
        "KAM-12345678-1B-04, kam-12345678-1b-04",
        "---, meter",
    })
    void any_text_becomes_a_dns_label(String text, String id) {
        assertThat(MeterId.ofText(text)).isEqualTo(id);
        assertThat(MeterId.isLegal(id)).isTrue();
    }

    @Test
    void a_long_text_is_cut_to_63() {
        assertThat(MeterId.isLegal(MeterId.ofText("x".repeat(80)))).isTrue();
        assertThat(MeterId.ofText("a".repeat(62) + "-b")).hasSize(62);
    }

    @Test
    void two_identities_never_share_an_id() {
        MeterIds ids = new MeterIds();
        String first = ids.idOf(Identity.fromOutside("adapter", "A/B"));
        String second = ids.idOf(Identity.fromOutside("adapter", "a.b"));
        assertThat(first).isEqualTo("a-b");
        assertThat(second).matches("a-b-[0-9a-f]{4}");
        assertThat(ids.idOf(Identity.fromOutside("adapter", "A/B"))).isEqualTo(first);
    }

    @Test
    void a_hashed_id_is_the_same_with_the_same_secret_only() {
        Identity identity = Identity.fromOutside("dsmr", "E0031003262934315");
        String one = new MeterIds("one".getBytes(StandardCharsets.UTF_8)).idOf(identity);
        assertThat(one).isEqualTo(new MeterIds("one".getBytes(StandardCharsets.UTF_8)).idOf(identity));
        assertThat(one).isNotEqualTo(new MeterIds("two".getBytes(StandardCharsets.UTF_8)).idOf(identity));
        assertThat(MeterId.isLegal(one)).isTrue();
    }
}
