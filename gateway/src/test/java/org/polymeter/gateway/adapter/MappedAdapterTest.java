package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;
import static org.polymeter.gateway.adapter.AdapterTests.decoded;
import static org.polymeter.gateway.adapter.AdapterTests.lines;

import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

final class MappedAdapterTest {

    @Test
    void homewizard_has_meters_behind_the_meter() {
        Telegram telegram = decoded(Adapters.named("homewizard").orElseThrow(), "", """
                {"unique_id":"4E4F2D31","active_power_w":-250,"total_power_import_kwh":12.500,
                "total_gas_m3":7.125,"gas_timestamp":260110140510,"gas_unique_id":"474153",
                "external":[{"unique_id":"474153","type":"gas_meter","timestamp":260110140510,"value":7.125,"unit":"m3"},
                {"unique_id":"574154","type":"water_meter","timestamp":260110140000,"value":3.5,"unit":"m3"}]}""");
        assertThat(lines(telegram))
                .containsExactly(
                        "0-1:24.1.0 3",
                        "0-0:96.1.1 NO-1",
                        "1-0:16.7.0 -250 W",
                        "1-0:1.8.0 12.500 kWh",
                        "0-1:24.2.1 7.125 m3",
                        "0-1:96.1.0 GAS",
                        "0-3:24.1.0 7",
                        "0-3:96.1.0 WAT",
                        "0-3:24.2.1 3.5 m3");
        int gas = telegram.indexOf(Obis.of(0, 1, 24, 2, 1));
        assertThat(telegram.isCaptured(gas)).isTrue();
        assertThat(telegram.deviation(gas)).isEqualTo(Deviation.UNSAID);
        assertThat(telegram.isTimed()).isFalse();
    }

    @Test
    void whatwatt_is_known_by_three_shapes() {
        assertThat(recognised("{\"report\":{\"energy\":{}}}")).isEqualTo("whatwatt");
        assertThat(recognised("{\"P_In\":0.5,\"E_In\":1}")).isEqualTo("whatwatt");
        assertThat(recognised("{\"meter_id\":\"x\",\"power_in\":5}")).isEqualTo("whatwatt");
        assertThat(recognised("{\"value\":1,\"timestamp\":1625237898}")).isEqualTo("scs");
        assertThat(recognised("{\"z\":{\"Pi\":1}}")).isEqualTo("tasmota");
        assertThat(Adapters.recognise("", bytes("{\"hello\":1}"))).isEmpty();
        assertThat(Adapters.recognise("", bytes("/ISK5\\2M550T"))).isEmpty();
    }

    private static String recognised(String payload) {
        return Adapters.recognise("", bytes(payload)).orElseThrow().protocol();
    }
}
