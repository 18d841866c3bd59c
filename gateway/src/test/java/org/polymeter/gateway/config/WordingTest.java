package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.compat.DsmrReaderRendering;
import org.polymeter.gateway.compat.EvnKaifaRendering;
import org.polymeter.gateway.compat.EvnKaifaRendering.Mode;
import org.polymeter.gateway.compat.GoReaderRendering;
import org.polymeter.gateway.compat.HackdayRendering.Variant;

/** Outputs that speak as other programs do. */
class WordingTest {

    @TempDir
    Path folder;

    @Test
    void a_format_is_enough_where_its_topics_are_given() throws Exception {
        assertThat(wordings("""
                        - {type: mqtt, host: h, format: smartmeter-datacollector}
                        - {type: mqtt, host: h, format: rl-dsp}
                        - {type: mqtt, host: h, format: hackday}
                        - {type: mqtt, host: h, format: dsmr-reader}
                        """))
                .containsExactly(
                        new Wording.SmartmeterDatacollector(false),
                        new Wording.RlDsp("building"),
                        new Wording.Hackday(Variant.README),
                        new Wording.DsmrReader(new DsmrReaderRendering.Settings("dsmr", false, Optional.empty())));
    }

    @Test
    void each_format_has_keys_of_its_own() throws Exception {
        assertThat(wordings("""
                        - type: mqtt
                          host: h
                          format: go-smartmeter-reader
                          topic: energy/house
                          interval: 10s
                          wallclock-z: true
                          fill: false
                          meter: house
                        - {type: mqtt, host: h, format: evn-kaifa, topic: 'evn/{meter}', mode: wire}
                        - {type: mqtt, host: h, format: smartmeter-datacollector, v1: true}
                        - {type: mqtt, host: h, format: rl-dsp, group: site7}
                        - {type: mqtt, host: h, format: hackday, variant: code}
                        - {type: mqtt, host: h, format: dsmr-reader, prefix: p1, raw: true}
                        """))
                .containsExactly(
                        new Wording.GoSmartmeterReader(new GoReaderRendering.Settings(
                                "energy/house", Duration.ofSeconds(10), true, false, Optional.of("house"))),
                        new Wording.EvnKaifa(
                                new EvnKaifaRendering.Settings("evn/{meter}", Mode.WIRE, Optional.empty())),
                        new Wording.SmartmeterDatacollector(true),
                        new Wording.RlDsp("site7"),
                        new Wording.Hackday(Variant.CODE),
                        new Wording.DsmrReader(new DsmrReaderRendering.Settings("p1", true, Optional.empty())));
    }

    @Test
    void a_topic_that_cannot_be_guessed_is_asked_for() {
        assertThat(problems("- {type: mqtt, host: h, format: go-smartmeter-reader}"))
                .contains("output 1 has no 'topic' – where to publish, such as topic: energy/house");
        assertThat(problems("- {type: mqtt, host: h, format: evn-kaifa, topic: 'evn/#'}"))
                .contains("'topic' in output 1 is 'evn/#' – expected levels of a topic without '+' and '#'");
        assertThat(problems("- {type: mqtt, host: h, format: go-smartmeter-reader, topic: t, interval: 0s}"))
                .contains("'interval' must be longer than nothing");
    }

    @Test
    void a_key_of_another_format_is_told_apart_from_a_typing_error() {
        assertThat(problems("- {type: mqtt, host: h, format: hackday, v1: true}"))
                .contains("'v1' does not belong in output 1");
    }

    @Test
    void two_connections_under_one_name_are_told() throws Exception {
        assertThat(problems("""
                        - {type: mqtt, host: h, format: go-smartmeter-reader, topic: a, meter: a}
                        - {type: mqtt, host: h, format: go-smartmeter-reader, topic: b, meter: b}
                        """)).contains("output 2 and one before it connect to the same broker under one client id");
        assertThat(wordings("""
                        - {type: mqtt, host: h, format: go-smartmeter-reader, topic: a, meter: a}
                        - {type: mqtt, host: h, format: go-smartmeter-reader, topic: b, meter: b, client-id: b}
                        - {type: mqtt, host: other, format: go-smartmeter-reader, topic: c}
                        """)).hasSize(3);
    }

    @Test
    void user_and_password_may_stand_in_a_file_of_properties() throws Exception {
        Files.writeString(folder.resolve("mqtt.cred"), "# broker\nuser=reader\npassword = p\\u00e4ss=word 7\n");
        OutputConfig.Mqtt mqtt = (OutputConfig.Mqtt)
                read("- {type: mqtt, host: h, cred-file: mqtt.cred}").outputs().getFirst();
        assertThat(mqtt.broker().user()).contains("reader");
        assertThat(mqtt.broker().password()).contains("päss=word 7");
    }

    @Test
    void a_file_of_credentials_that_cannot_be_used_is_told_without_its_contents() throws Exception {
        Files.writeString(folder.resolve("half.cred"), "password=secret-7\n");
        assertThat(problems("- {type: mqtt, host: h, cred-file: half.cred}"))
                .contains("half.cred needs two lines, 'user=…' and 'password=…'")
                .doesNotContain("secret-7");
        assertThat(problems("- {type: mqtt, host: h, cred-file: none.cred}")).contains("cannot read");
        assertThat(problems("- {type: mqtt, host: h, user: u, cred-file: half.cred}"))
                .contains("output 1 has both 'cred-file' and 'user' – keep one");
    }

    private List<Wording> wordings(String outputs) throws ConfigException {
        return read(outputs).outputs().stream()
                .map(output -> ((OutputConfig.Mqtt) output).wording())
                .toList();
    }

    private String problems(String outputs) {
        ConfigException rejected = catchThrowableOfType(ConfigException.class, () -> read(outputs));
        return String.join(
                "\n", rejected.problems().stream().map(Problem::toString).toList());
    }

    private Configuration read(String outputs) throws ConfigException {
        String text = "sources: [{id: p1, type: serial, port: /dev/ttyUSB0}]\noutputs:\n" + outputs.indent(2);
        return new ConfigReader(Map.of(), Set.of(), "test").read("polymeter.yaml", folder, text);
    }
}
