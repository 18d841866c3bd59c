package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.reading.Limits;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.gateway.archive.Bounds;
import org.polymeter.gateway.config.SourceConfig.Dialect;
import org.polymeter.gateway.config.SourceConfig.Raw;

class ConfigReaderTest {

    private static final String P1 = "sources: [{id: p1, type: serial, port: /dev/ttyUSB0}]\n";

    @TempDir
    Path folder = Path.of("");

    @Test
    void one_line_is_enough() throws Exception {
        Configuration configuration = read(P1);

        assertThat(configuration.gateway()).isEqualTo("cellar-pi");
        assertThat(configuration.root()).isEqualTo("polymeter");
        assertThat(configuration.zone()).isEqualTo(ZoneId.systemDefault());
        assertThat(configuration.privacy()).isEqualTo(new Privacy.Open());
        assertThat(configuration.stateInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(configuration.stateMaxAge()).isEqualTo(Duration.ofHours(26));
        assertThat(configuration.maxSkew()).isEqualTo(Duration.ofHours(1));
        var serial = (SourceConfig.Serial) configuration.sources().get(0);
        assertThat(serial.line()).hasToString("115200 8N1");
        assertThat(serial.decoding().link()).isEqualTo(Link.AUTO);
        assertThat(serial.decoding().checkChecksums()).isTrue();
    }

    @Test
    void a_line_may_be_found_out() throws Exception {
        for (String how : List.of("type: serial, line: auto", "type: auto")) {
            var source = (SourceConfig.AutoSerial) read("sources: [{id: p1, " + how + ", port: /dev/ttyUSB0}]\n")
                    .sources()
                    .get(0);
            assertThat(source.port()).as(how).isEqualTo("/dev/ttyUSB0");
            assertThat(source.decoding().link()).isEqualTo(Link.AUTO);
        }
        for (String how : List.of("port: 'tcp://adapter:2001'", "host: adapter, port: 2001")) {
            var source = (SourceConfig.Tcp) read("sources: [{id: p1, type: auto, " + how + "}]\n")
                    .sources()
                    .get(0);
            assertThat(source.host()).as(how).isEqualTo("adapter");
            assertThat(source.port()).isEqualTo(2001);
        }
        assertThat(problems("sources: [{id: p1, type: auto, port: 'tcp://adapter'}]\n")
                        .toString())
                .contains("tcp://192.168.1.40:2001");
    }

    @Test
    void without_outputs_there_is_a_broker_and_the_web_app_for_this_machine_only() throws Exception {
        Configuration configuration = read(P1);

        assertThat(configuration.outputsAssumed()).isTrue();
        assertThat(configuration.outputs())
                .containsExactly(
                        new OutputConfig.EmbeddedBroker(
                                new Place("polymeter.yaml", 1), "127.0.0.1", 1883, HomeAssistantConfig.USUAL),
                        new OutputConfig.Http(
                                new Place("polymeter.yaml", 1),
                                "127.0.0.1",
                                8080,
                                Set.of(),
                                false,
                                false,
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void the_example_file_is_sound_and_shows_the_patch_for_meters_without_clock_and_id() throws Exception {
        Configuration example =
                new ConfigReader(Map.of(), Set.of(), "").read(repository().resolve("polymeter.example.yaml"));

        assertThat(example.gateway()).isEqualTo("cellar");
        assertThat(example.sources())
                .extracting(SourceConfig::id)
                .containsExactly("p1", "aew", "optical", "shed", "unknown", "gplug", "pump", "edge");
        var aew = (SourceConfig.Serial) example.sources().get(1);
        assertThat(aew.decoding().meter().id()).contains("aew-12345");
        assertThat(aew.common().ignoreMeterClock()).isTrue();
        assertThat(aew.common().ctRatio()).isEqualByComparingTo("40");
        assertThat(aew.line()).hasToString("2400 8E1");
        var gplug = (SourceConfig.Mqtt) example.sources().get(5);
        assertThat(gplug.dialect()).isEqualTo(Dialect.TASMOTA);
        assertThat(gplug.units()).containsEntry("Pi", "W");
        assertThat(gplug.meters().get("gPlug10"))
                .isEqualTo(new MeterLabel(Optional.of("ewb"), Optional.of("EWB"), Optional.empty()));
        assertThat(example.outputs()).hasSize(3);
    }

    @Test
    void every_key_of_the_example_that_is_commented_out_is_known_too() throws Exception {
        String text = Files.readString(repository().resolve("polymeter.example.yaml"))
                .replaceAll(
                        "(?m)^( *)# ?((- |tls|user|version|client-id|address|wake-up|hosts|esp-smart-meter).*)$",
                        "$1$2")
                .replaceAll("(?m)^ *#  (- .*)$", "  $1");

        Configuration configuration = read(text);

        assertThat(configuration.sources()).hasSize(10);
        assertThat(configuration.outputs()).hasSize(13);
        var gplug = (SourceConfig.Mqtt) configuration.sources().get(5);
        assertThat(gplug.broker().tls()).isTrue();
        assertThat(gplug.broker().clientId()).contains("polymeter-cellar");
    }

    @Test
    void a_dialogue_brings_the_line_and_protocol_of_its_meters() throws Exception {
        Configuration configuration = read("""
                sources:
                  - {id: a, type: serial, port: /dev/a, dialogue: iec62056-21}
                  - {id: b, type: serial, port: /dev/b, dialogue: td3511, interval: 5s, address: 0012 34}
                  - {id: c, type: serial, port: /dev/c, dialogue: amis}
                  - {id: d, type: serial, port: /dev/d, dialogue: iec62056-21, line: 2400 7E1, max-baud: 2400, protocol: auto}
                  - {id: e, type: tcp, host: head, port: 2001, dialogue: iec62056-21, wake-up: true}
                  - {id: f, type: serial, port: /dev/f}
                """);

        assertThat(configuration.sources())
                .filteredOn(SourceConfig.Serial.class::isInstance)
                .extracting(source -> ((SourceConfig.Serial) source).line() + " "
                        + ((SourceConfig.Serial) source).decoding().link().word())
                .containsExactly(
                        "300 7E1 readout", "300 7E1 readout", "9600 8E1 mbus", "2400 7E1 auto", "115200 8N1 auto");
        assertThat(((SourceConfig.Serial) configuration.sources().get(0)).talk())
                .isEqualTo(new SourceConfig.Talk(
                        SourceConfig.Dialogue.IEC62056_21, "", Duration.ofMinutes(1), 19_200, false));
        assertThat(((SourceConfig.Serial) configuration.sources().get(1)).talk())
                .isEqualTo(new SourceConfig.Talk(
                        SourceConfig.Dialogue.TD3511, "0012 34", Duration.ofSeconds(5), 0, false));
        assertThat(((SourceConfig.Tcp) configuration.sources().get(4)).talk())
                .as("over TCP the speed stays what it is")
                .isEqualTo(
                        new SourceConfig.Talk(SourceConfig.Dialogue.IEC62056_21, "", Duration.ofMinutes(1), 300, true));
        assertThat(((SourceConfig.Serial) configuration.sources().get(5)).talk())
                .isEqualTo(SourceConfig.Talk.NONE);
    }

    @Test
    void what_a_dialogue_cannot_do_is_told() {
        assertThatThrownBy(() -> read("""
                        sources:
                          - {id: a, type: serial, port: /dev/a, dialogue: iec62056, address: "12!"}
                          - {id: b, type: tcp, host: head, port: 2001, dialogue: td3511}
                          - {id: c, type: serial, port: /dev/c, dialogue: iec62056-21, address: "12!", max-baud: 9601}
                          - {id: d, type: serial, port: /dev/d, interval: 5s}
                          - {id: e, type: stdin, dialogue: amis}
                          - {id: f, type: serial, port: /dev/f, dialogue: td3511, interval: 40d}
                        """))
                .hasMessageContaining("did you mean 'iec62056-21'?")
                .hasMessageContaining("changes the speed of the line, which is not possible over TCP")
                .hasMessageContaining("'address' in source 'c' is '12!' – expected the meter's address")
                .hasMessageContaining("'max-baud' in source 'c' is '9601' – expected one of 300, 600")
                .hasMessageContaining("'interval' does not belong in source 'd'")
                .hasMessageContaining("'dialogue' does not belong in source 'e'")
                .hasMessageContaining("'interval' in source 'f' is");
    }

    @Test
    void a_source_has_its_own_zone_or_that_of_the_file() throws Exception {
        Configuration configuration = read("""
                zone: Europe/Zurich
                sources:
                  - {id: a, type: stdin}
                  - {id: b, type: tcp, host: meter, port: 2001, zone: Europe/Oslo, raw: json, protocol: hdlc, kind: aidon}
                """);

        assertThat(configuration.sources())
                .extracting(source -> source.common().zone().getId())
                .containsExactly("Europe/Zurich", "Europe/Oslo");
        var tcp = (SourceConfig.Tcp) configuration.sources().get(1);
        assertThat(tcp.common().raw()).isEqualTo(Raw.JSON);
        assertThat(tcp.decoding().kind()).contains("aidon");
        assertThat(tcp.port()).isEqualTo(2001);
    }

    @Test
    void passwords_come_from_the_environment_or_a_file_beside_the_configuration() throws Exception {
        Files.writeString(folder.resolve("broker.password"), "from the file\n");
        String text = """
                sources: [{id: p1, type: stdin}]
                outputs:
                  - {type: mqtt, host: one, user: u, password: "${SECRET}"}
                  - {type: mqtt, host: two, user: u, password-file: broker.password}
                """;

        Configuration configuration = new ConfigReader(Map.of("SECRET", "from the $environment"), Set.of(), "")
                .read("polymeter.yaml", folder, text);

        assertThat(configuration.outputs())
                .extracting(output -> ((OutputConfig.Mqtt) output).broker().password())
                .containsExactly(Optional.of("from the $environment"), Optional.of("from the file"));
        assertThat(configuration.toString()).doesNotContain("from the");
    }

    @Test
    void an_mqtt_output_speaks_the_profile_unless_it_says_otherwise() throws Exception {
        Configuration configuration = read(P1 + """
                outputs:
                  - {type: mqtt, host: one}
                  - {type: mqtt, host: two, format: profile}
                """);

        assertThat(configuration.outputs())
                .extracting(output -> ((OutputConfig.Mqtt) output).wording())
                .containsOnly(new Wording.Profile(HomeAssistantConfig.USUAL));
        assertThat(problems(P1 + "outputs: [{type: mqtt, host: one, format: profil}]\n"))
                .contains("'format' in output 1 is 'profil' – expected ")
                .contains("; did you mean 'profile'?");
    }

    @Test
    void home_assistant_is_told_of_meters_unless_the_file_says_otherwise() throws Exception {
        Configuration configuration = read(P1 + """
                outputs:
                  - {type: broker, homeassistant: {discovery: off}}
                  - {type: mqtt, host: two, homeassistant: {discovery: component, prefix: ha/x, expire-after: 5m}}
                """);

        assertThat(((OutputConfig.EmbeddedBroker) configuration.outputs().get(0)).homeAssistant())
                .isEqualTo(new HomeAssistantConfig(HomeAssistantConfig.Discovery.OFF, "homeassistant", Duration.ZERO));
        assertThat(((OutputConfig.Mqtt) configuration.outputs().get(1)).wording())
                .isEqualTo(new Wording.Profile(new HomeAssistantConfig(
                        HomeAssistantConfig.Discovery.COMPONENT, "ha/x", Duration.ofMinutes(5))));
        assertThat(problems(P1 + "outputs: [{type: broker, homeassistant: {discovery: on, prefix: a/#, prefx: b}}]\n"))
                .contains("'discovery' in homeassistant of output 1 is 'on' – expected device, component or off")
                .contains("'prefix' in homeassistant of output 1 is 'a/#' – expected a topic such as homeassistant")
                .contains("unknown key 'prefx' in homeassistant of output 1");
        assertThat(problems(P1 + "outputs: [{type: console, homeassistant: {}}]\n"))
                .contains("'homeassistant' does not belong in output 1");
    }

    @Test
    void homie_has_a_prefix_of_its_own() throws Exception {
        Configuration configuration = read(P1 + """
                outputs:
                  - {type: mqtt, host: one, format: homie}
                  - {type: mqtt, host: two, format: homie, homie: {prefix: meters}}
                """);

        assertThat(configuration.outputs())
                .extracting(output -> ((OutputConfig.Mqtt) output).wording())
                .containsExactly(new Wording.Homie("homie"), new Wording.Homie("meters"));
        assertThat(problems(P1 + "outputs: [{type: mqtt, host: one, homie: {prefix: x}}]\n"))
                .contains("'homie' does not belong in output 1");
        assertThat(problems(P1 + "outputs: [{type: mqtt, host: one, format: homie, homeassistant: {}}]\n"))
                .contains("'homeassistant' does not belong in output 1");
    }

    @Test
    void serial_numbers_are_hidden_with_a_secret() throws Exception {
        Configuration configuration = read("privacy: hash\nsecret: correct horse battery\n" + P1);

        assertThat(configuration.privacy()).isEqualTo(new Privacy.Hashed(new Secret("correct horse battery")));
        assertThat(configuration.toString()).doesNotContain("horse");
    }

    @Test
    void limits_and_their_switch_are_the_meters() throws Exception {
        Configuration configuration = read("""
                sources:
                  - {id: a, type: stdin, meter: {plausibility: off}, submeters: {1: {plausibility: on}}}
                  - {id: b, type: tcp, host: meter, port: 1, meter: {limits: {voltage_l1_v: 0..12000, power_w: -100.5..200}}}
                """);

        var a = (SourceConfig.Stdin) configuration.sources().get(0);
        assertThat(a.decoding().meter().limits()).isSameAs(Limits.OFF);
        assertThat(a.decoding().submeters()).containsEntry(1, MeterLabel.NONE);
        var b = (SourceConfig.Tcp) configuration.sources().get(1);
        assertThat(b.decoding().meter().limits()).isNotIn(Limits.OFF, Limits.STANDARD);
    }

    @Test
    void a_limit_of_nothing_and_a_range_that_is_none_are_named() {
        assertThat(problems("""
                        sources:
                          - id: p1
                            type: stdin
                            meter:
                              limits:
                                voltage_l1: 0..300
                                power_w: 300..0
                        """))
                .contains(
                        "'voltage_l1' is no quantity with a number (see docs/profile.md); did you mean 'voltage_l1_v'?")
                .contains("'power_w' in the limits of the meter of source 'p1'"
                        + " is '300..0' – expected a range such as 0..300 or -50..50");
    }

    @Test
    void an_unknown_key_is_named_with_its_line_and_the_nearest_known_one() {
        assertThat(problems("""
                        sources:
                          - id: p1
                            type: serial
                            prot: /dev/ttyUSB0
                        """)).isEqualTo("""
                        polymeter.yaml:4: unknown key 'prot' in source 'p1' – did you mean 'port'?
                             4 |     prot: …
                               |     ^^^^""");
    }

    @Test
    void all_problems_are_named_at_once_in_the_order_of_the_file() {
        assertThat(problems("""
                        gatway: cellar
                        zone: Europe/Zürich
                        state: {interval: soon}
                        sources:
                          - {id: My House, type: serial, port: /dev/ttyUSB0, line: 9600 9N1}
                          - {id: b, type: serail}
                          - {id: c, type: tcp, host: "mqtt://x:1", port: 70000, raw: of}
                          - {id: c, type: stdin, line: 2400 8E1}
                          - {type: file, path: x}
                        outputs:
                          - {type: console, format: jsno}
                        """)).isEqualTo("""
                        polymeter.yaml:1: unknown key 'gatway' – did you mean 'gateway'?
                             1 | gatway: …
                               | ^^^^^^
                        polymeter.yaml:2: 'zone' is 'Europe/Zürich' – expected a time zone such as Europe/Zurich; did you mean 'Europe/Zurich'?
                             2 | zone: Europe/Zürich
                               |       ^^^^^^^^^^^^^
                        polymeter.yaml:3: 'interval' in 'state' is 'soon' – expected a duration such as 10s, 5m or 26h
                             3 | state: {interval: soon}
                               |                   ^^^^
                        polymeter.yaml:5: 'id' in source 'My House' is 'My House' – expected lower-case letters, digits and '-' inside, at most 63; did you mean 'my-house'?
                             5 |   - {id: My House, type: serial, port: /dev/ttyUSB0, line: 9600 9N1}
                               |          ^^^^^^^^
                        polymeter.yaml:5: 'line' in source 'My House' is '9600 9N1' – expected a line such as 115200 8N1 or 2400 8E1, or auto
                             5 |   - {id: My House, type: serial, port: /dev/ttyUSB0, line: 9600 9N1}
                               |                                                            ^^^^^^^^
                        polymeter.yaml:6: 'type' in source 'b' is 'serail' – expected auto, serial, tcp, file, stdin or mqtt; did you mean 'serial'?
                             6 |   - {id: b, type: serail}
                               |                   ^^^^^^
                        polymeter.yaml:7: 'raw' in source 'c' is 'of' – expected off, bytes or json; did you mean 'off'?
                             7 |   - {id: c, type: tcp, host: "mqtt://x:1", port: 70000, raw: of}
                               |                                                              ^^
                        polymeter.yaml:7: 'host' in source 'c' is 'mqtt://x:1' – expected a name or address alone; the port has a key of its own, 'port'
                             7 |   - {id: c, type: tcp, host: "mqtt://x:1", port: 70000, raw: of}
                               |                              ^^^^^^^^^^^^
                        polymeter.yaml:7: 'port' in source 'c' is '70000' – expected a whole number from 1 to 65535
                             7 |   - {id: c, type: tcp, host: "mqtt://x:1", port: 70000, raw: of}
                               |                                                  ^^^^^
                        polymeter.yaml:8: source id 'c' is already given in line 7 – choose another
                             8 |   - {id: c, type: stdin, line: 2400 8E1}
                               |          ^
                        polymeter.yaml:8: 'line' does not belong in source 'c', which may have id, type, zone, raw, ignore-meter-clock, ct-ratio, protocol, kind, ignore-checksum, meter, key, key-file, auth-key, auth-key-file and submeters
                             8 |   - {id: c, type: stdin, line: …
                               |                          ^^^^
                        polymeter.yaml:9: source 5 has no 'id' – a short name for topics and logs, such as 'id: p1'
                        polymeter.yaml:11: 'format' in output 1 is 'jsno' – expected table or json; did you mean 'json'?
                            11 |   - {type: console, format: jsno}
                               |                             ^^^^""");
    }

    @Test
    void two_meters_must_not_have_one_id() {
        assertThat(problems("""
                        sources:
                          - id: a
                            type: stdin
                            meter: {id: house}
                          - id: b
                            type: mqtt
                            protocol: tasmota
                            broker: {host: localhost}
                            meters:
                              gPlug1: {id: house, role: gird}
                        """))
                .contains("polymeter.yaml:10: meter id 'house' is already given in line 4 – choose another")
                .contains("polymeter.yaml:10: 'role' in meter 'gPlug1' is 'gird' – expected grid, production, storage"
                        + " or consumption; did you mean 'grid'?");
    }

    @Test
    void a_key_given_twice_is_named() {
        assertThat(problems("root: a\n" + P1 + "root: b\n"))
                .startsWith("polymeter.yaml:3: 'root' is given twice, first in line 1");
    }

    @Test
    void a_variable_that_is_not_set_is_named() {
        assertThat(problems("root: ${PLOYMETER_ROOT}\n" + P1))
                .startsWith("polymeter.yaml:1: the environment has no variable 'PLOYMETER_ROOT'"
                        + " – did you mean 'POLYMETER_ROOT'?");
    }

    @Test
    void a_password_is_never_shown_not_even_under_a_misspelled_key() {
        assertThat(problems("""
                        sources: [{id: p1, type: stdin}]
                        outputs:
                          - {type: mqtt, host: h, user: u, pasword: hunter2}
                          - {type: mqtt, host: h, user: u, password: hunter2, version: 4}
                          - {type: mqtt, host: h, password: hunter2}
                        """))
                .contains("unknown key 'pasword' in output 1 – did you mean 'password'?")
                .contains("'version' in output 2 is '4' – expected 5 (MQTT 5) or 3 (MQTT 3.1.1)")
                .contains("output 3 has a password but no 'user'")
                .doesNotContain("hunter2");
    }

    @Test
    void a_password_is_not_shown_where_an_alias_or_the_environment_has_brought_it() {
        assertThat(problems("""
                        sources: [{id: p1, type: stdin}]
                        outputs:
                          - {type: mqtt, host: h, user: u, password: &it hunter2, port: *it}
                          - {type: mqtt, host: h, user: u, password: "${MQTT_PASSWORD}", port: "${MQTT_PASSWORD}"}
                          - {type: mqtt, host: h, user: u, password: &short no, version: *short}
                        """))
                .contains("'port' in output 1 is '***' – expected a whole number")
                .contains("'port' in output 2 is '***' – expected a whole number")
                .contains("'version' in output 3 is '***' – expected 5 (MQTT 5)")
                .doesNotContain("hunter2")
                .doesNotContain("swordfish");
    }

    @Test
    void what_is_no_yaml_is_named_with_its_line() {
        assertThat(problems("sources:\n\t- id: p1\n"))
                .startsWith(
                        "polymeter.yaml:2: this is not YAML: found character '\\t(TAB)' that cannot start any token."
                                + " (Do not use \\t(TAB) for indentation) – indent with spaces");
        assertThat(problems("gateway: a\n  root: b\n"))
                .startsWith("polymeter.yaml:2: this is not YAML: mapping values are not allowed here"
                        + " – is the line indented like the one above");
        assertThat(problems("")).startsWith("polymeter.yaml:1: the file is empty");
        assertThat(problems("- a\n")).startsWith("polymeter.yaml:1: the file must be a block");
        assertThat(problems("root: a\n")).startsWith("polymeter.yaml:1: the file has no 'sources'");
        assertThat(problems("sources: p1\n")).startsWith("polymeter.yaml:1: 'sources' must be a list");
        assertThat(problems("sources: [p1]\n")).startsWith("polymeter.yaml:1: source 1 must be a block");
    }

    @Test
    void a_topic_filter_a_unit_and_a_channel_are_checked() {
        assertThat(problems("""
                        sources:
                          - id: a
                            type: mqtt
                            protocol: scs
                            broker: {host: localhost, ca: none.pem}
                            topics: [tele/+/SENSOR, tele/#/x]
                            units: {Pi: Wats}
                          - {id: b, type: stdin, submeters: {0: {id: gas}}, ct-ratio: 1/3}
                        """))
                .contains("'protocol' in source 'a' is 'scs' – expected tasmota, smartmeter-datacollector, whatwatt,"
                        + " whatwatt-flat, homewizard, evn-kaifa, esp-smart-meter, amsreader, rl-dsp, mapped or raw;"
                        + " did you mean 'smartmeter-datacollector'?")
                .contains("none.pem – there is no such file")
                .contains("\"tele/#/x\" is no topic filter")
                .contains("'Pi' in the units of source 'a' is 'Wats' – expected a unit such as W")
                .contains("'0' is no M-Bus channel")
                .contains("'ct-ratio' in source 'b' is '1/3'");
    }

    @Test
    void devices_without_a_usual_topic_need_one() throws Exception {
        String source = "sources: [{id: a, type: mqtt, protocol: whatwatt, broker: {host: h}%s}]";

        assertThat(problems(source.formatted(""))).contains("source 'a' has no 'topics' – where the device publishes");
        assertThat(((SourceConfig.Mqtt) read(source.formatted(", topics: meters/house"))
                                .sources()
                                .get(0))
                        .topics())
                .containsExactly("meters/house");
        assertThat(((SourceConfig.Mqtt) read(source.formatted("").replace("whatwatt", "tasmota"))
                                .sources()
                                .get(0))
                        .topics())
                .contains("tele/+/SENSOR");
    }

    @Test
    void a_meter_kind_must_be_one_there_is() {
        ConfigReader reader = new ConfigReader(Map.of(), Set.of("landis-gyr-e450"), "");

        assertThatThrownBy(
                        () -> reader.read("x.yaml", folder, "sources: [{id: a, type: stdin, kind: landis-gyr-e540}]"))
                .hasMessageContaining("did you mean 'landis-gyr-e450'?");
    }

    @Test
    void a_file_that_is_not_there_is_named_with_what_to_do() {
        Path file = folder.resolve("nowhere.yaml");

        assertThatThrownBy(() -> new ConfigReader(Map.of(), Set.of(), "").read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":1: cannot read it: there is no such file"
                        + " – polymeter.example.yaml is a start; -c FILE names another");
    }

    @Test
    void a_group_needs_mqtt_5_and_client_ids_that_can_be_guessed() {
        assertThat(problems("""
                sources:
                  - id: gplug
                    type: mqtt
                    protocol: tasmota
                    group: translators
                    broker: {host: localhost, version: 3, client-id: me}
                """))
                .contains("a group needs MQTT 5")
                .contains("members of a group find each other by their client ids");
    }

    @Test
    void a_journal_has_a_size_and_a_pace() throws Exception {
        String sources = "sources: [{id: p1, type: stdin}]\n";
        assertThat(read(sources).journal()).isEqualTo(new JournalConfig(256_000_000, Duration.ofSeconds(10)));
        assertThat(read("journal: {max-size: 4 GB, sync: 1s}\n" + sources).journal())
                .isEqualTo(new JournalConfig(4_000_000_000L, Duration.ofSeconds(1)));
        assertThat(read("journal: {max-size: 0}\n" + sources).journal().largest())
                .isZero();
        assertThat(problems("journal: {max-size: lots, snyc: 1s}\n" + sources))
                .contains("a size such as 256 MB or 4 GB, or 0 for none")
                .contains("snyc");
    }

    @Test
    void an_archive_has_sizes_and_ages_and_is_asked_for_where_serial_numbers_are_hidden() throws Exception {
        String sources = "sources: [{id: p1, type: stdin}]\n";
        assertThat(read(sources).archive()).isEqualTo(ArchiveConfig.USUAL);
        assertThat(read("archive: {max-size: 1 GB, rejects: {max-age: 30d}}\n" + sources)
                        .archive())
                .isEqualTo(new ArchiveConfig(
                        new Bounds(1_000_000_000, Duration.ofDays(7)), new Bounds(16_000_000, Duration.ofDays(30))));
        String hidden = "privacy: hash\nsecret: 0123456789-not-a-real-secret\n";
        assertThat(read(hidden + sources).archive()).isEqualTo(ArchiveConfig.NONE);
        assertThat(read(hidden + "archive: {}\n" + sources).archive()).isEqualTo(ArchiveConfig.USUAL);
        assertThat(problems("archive: {max-size: lots, rejects: {mx-age: 1d}}\n" + sources))
                .contains("a size such as 256 MB or 4 GB, or 0 for none")
                .contains("mx-age");
    }

    @Test
    void durations_and_ratios_are_exact() {
        assertThat(Durations.parse("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(Durations.parse("500ms")).contains(Duration.ofMillis(500));
        assertThat(Durations.parse("0")).contains(Duration.ZERO);
        assertThat(List.of("10", "s", "-1s", "1.5h", ""))
                .allMatch(text -> Durations.parse(text).isEmpty());
        assertThat(Ratio.parse("200/5")).contains(new BigDecimal("40"));
        assertThat(List.of("0", "1/0", "1/3", "x"))
                .allMatch(text -> Ratio.parse(text).isEmpty());
    }

    private Configuration read(String text) throws ConfigException {
        return new ConfigReader(Map.of(), Set.of(), "Cellar-Pi.local").read("polymeter.yaml", folder, text);
    }

    private String problems(String text) {
        ConfigReader reader =
                new ConfigReader(Map.of("POLYMETER_ROOT", "x", "MQTT_PASSWORD", "swordfish"), Set.of(), "cellar");
        ConfigException problems =
                catchThrowableOfType(ConfigException.class, () -> reader.read("polymeter.yaml", folder, text));
        return String.valueOf(problems.getMessage());
    }

    private static Path repository() {
        return Files.exists(Path.of("polymeter.example.yaml")) ? Path.of("") : Path.of("..");
    }
}
