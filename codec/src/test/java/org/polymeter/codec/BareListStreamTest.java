package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.V53A;
import static org.polymeter.codec.DlmsVectors.V53B;
import static org.polymeter.codec.DlmsVectors.V59;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/** Lists without codes, from the wire to telegrams with units. */
class BareListStreamTest implements MeterStream.Listener {

    private final List<Telegram> telegrams = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        telegrams.add(telegram.copy());
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        troubles.add(trouble);
    }

    @Test
    void the_list_tells_the_kind_and_the_kind_the_scales() {
        hear(Options.auto(), V53A + V53B + V59);
        assertThat(troubles).isEmpty();
        assertThat(telegrams)
                .extracting(Telegram::model)
                .containsExactly("Kaifa MA304, MA105", "Kaifa MA304, MA105", "Iskraemeco AM550");
        assertThat(telegrams)
                .extracting(Telegram::layout)
                .containsExactly("kaifa-ma304", "kaifa-ma304", "iskraemeco-am550");
        assertThat(value(0, "1-0:1.7.0")).isEqualTo("4120 W");
        assertThat(value(1, "1-0:31.7.0")).isEqualTo("11.950 A");
        assertThat(value(2, "1-0:31.7.0")).isEqualTo("1.04 A");
        assertThat(telegrams)
                .allSatisfy(telegram -> assertThat(telegram.warnings()).isEmpty());
    }

    @Test
    void a_stated_kind_changes_scales_but_not_what_values_are() {
        hear(Options.of(Link.HDLC).withKind(Optional.of("kamstrup-omnipower")), V59);
        assertThat(value(0, "1-0:31.7.0")).isEqualTo("1.04 A");
        assertThat(value(0, "1-0:32.7.0")).isEqualTo("2381 V");
    }

    private void hear(Options options, String hex) {
        MeterStream stream = MeterStream.of(options, this);
        byte[] wire = bytes(hex);
        stream.feed(wire, 0, wire.length);
        stream.end();
    }

    private String value(int telegram, String obis) {
        Telegram heard = telegrams.get(telegram);
        int index = heard.indexOf(Obis.parse(obis));
        return heard.value(index).toPlainString() + " " + heard.unit(index);
    }
}
