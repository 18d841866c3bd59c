package org.polymeter.gateway.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.compat.HackdayRendering.Variant;

class HackdayRenderingTest {

    /** {@code 1632498998}, as the README has it for Romande Energie. */
    private static final Instant ROMANDE = Instant.parse("2021-09-24T15:56:38Z");

    @Test
    void the_readme_has_a_group_above_the_field_and_says_timestamp() throws Exception {
        assertThat(Heard.of(new HackdayRendering(Variant.README, false), Examples.e450Info(), Examples.e450Powers()))
                .containsExactly(
                        "smartmeter/LGZ1030655933512/power/power_in {\"timestamp\": 1763391170, \"value\": 412}",
                        "smartmeter/LGZ1030655933512/power/power_out {\"timestamp\": 1763391170, \"value\": 0}");
    }

    @Test
    void energy_is_in_kilowatt_hours_whatever_the_meter_sent() throws Exception {
        assertThat(Heard.of(new HackdayRendering(Variant.README, false), Examples.e450Info(), Examples.e450Energies()))
                .containsExactly(
                        "smartmeter/LGZ1030655933512/energy/energy_in {\"timestamp\": 1763390700, \"value\": 888.343}",
                        "smartmeter/LGZ1030655933512/energy/energy_out {\"timestamp\": 1763390700, \"value\": 25.414}");
    }

    @Test
    void the_documented_example_comes_out() throws Exception {
        assertThat(Heard.of(
                        new HackdayRendering(Variant.README, false),
                        Examples.described("gplug11", null, "adapter", "gPlug11", null, null, "Europe/Zurich"),
                        Examples.heard("gplug11", ROMANDE.toString(), ROMANDE, "power_import_w 0")))
                .containsExactly("smartmeter/gPlug11/power/power_in {\"timestamp\": 1632498998, \"value\": 0}");
    }

    @Test
    void the_program_used_names_and_said_time() throws Exception {
        assertThat(Heard.of(new HackdayRendering(Variant.CODE, false), Examples.e450Info(), Examples.e450Powers()))
                .containsExactly(
                        "openhab/smartmeter/EKZ/power_in {\"time\": 1763391170, \"value\": 412}",
                        "openhab/smartmeter/EKZ/power_out {\"time\": 1763391170, \"value\": 0}");
    }

    @Test
    void privacy_hides_the_number() throws Exception {
        assertThat(Heard.of(new HackdayRendering(Variant.README, true), Examples.e450Info(), Examples.e450Powers()))
                .allMatch(message -> message.startsWith("smartmeter/lgz1030655933512/")); // the id, a hash then
    }
}
