package org.polymeter.gateway.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.compat.GoReaderRendering.Settings;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.config.Wording;
import org.polymeter.gateway.source.LineSettings;

class GoReaderTest {

    private static final String YAML = """
            send_interval: 30 # seconds
            debug: false
            usb: /dev/ttyUSB1
            mqtt:
              address: "broker:1884"
              topic: energy/house
              %s
            """;

    @TempDir
    Path folder;

    @Test
    void its_yaml_is_taken_over() throws Exception {
        Configuration read = taken(file("smartmeter-reader.yml", YAML.formatted("")));
        SourceConfig.Serial source = (SourceConfig.Serial) read.sources().getFirst();
        assertThat(source.port()).isEqualTo("/dev/ttyUSB1");
        assertThat(source.line()).isEqualTo(LineSettings.parse("115200 8N1"));
        assertThat(mqtt(read, 0).wording()).isInstanceOf(Wording.Profile.class);
        assertThat(mqtt(read, 1).wording()).isEqualTo(go("energy/house", 30));
        assertThat(mqtt(read, 1).broker().host()).isEqualTo("broker");
        assertThat(mqtt(read, 1).broker().port()).isEqualTo(1884);
    }

    @Test
    void its_credentials_are_found_under_both_spellings() throws Exception {
        file("mqtt.cred", "user=reader\npassword=open-sesame-7\n");
        for (String spelling : List.of("cred_file: mqtt.cred", "credfile: mqtt.cred")) {
            Configuration read = taken(file("smartmeter-reader.yml", YAML.formatted(spelling)));
            assertThat(mqtt(read, 1).broker().user()).contains("reader");
            assertThat(mqtt(read, 1).broker().password()).contains("open-sesame-7");
        }
        assertThat(Files.readString(folder.resolve("polymeter.yaml")))
                .contains("credfile – the original passes over this spelling")
                .doesNotContain("sesame");
    }

    @Test
    void credentials_may_be_named_beside_it() throws Exception {
        Configuration read = taken(
                file("smartmeter-reader.yml", YAML.formatted("cred_file: /somewhere/else.cred")),
                file("mqtt.cred", "user=reader\npassword=open-sesame-7\n"));
        assertThat(mqtt(read, 1).broker().user()).contains("reader");
    }

    @Test
    void credentials_that_are_elsewhere_are_asked_for() throws Exception {
        Migration migration = migrated(file("smartmeter-reader.yml", YAML.formatted("cred_file: /not/here.cred")));
        assertThat(migration.remarks())
                .anySatisfy(remark -> assertThat(remark).startsWith("/not/here.cred: cannot be read"));
    }

    @Test
    void an_interval_that_is_missing_is_a_minute() throws Exception {
        Path file = file("smartmeter-reader.yml", "usb: /dev/ttyUSB0\nmqtt:\n  topic: t\n  address: h:1883\n");
        assertThat(mqtt(taken(file), 1).wording()).isEqualTo(go("t", 60));
    }

    @Test
    void flags_are_taken_over() throws Exception {
        Migration migration = Importer.of(List.of(
                "-usb", "/dev/ttyUSB2", "-mqtt_address=h:1883", "--mqtt_topic", "energy", "-interval", "10", "-debug"));
        Configuration read = taken(migration);
        assertThat(((SourceConfig.Serial) read.sources().getFirst()).port()).isEqualTo("/dev/ttyUSB2");
        assertThat(mqtt(read, 1).wording()).isEqualTo(go("energy", 10));
        assertThat(migration.remarks()).anySatisfy(remark -> assertThat(remark).contains("debug"));
    }

    @Test
    void a_file_may_hold_a_command_line() throws Exception {
        Path file = file("start.sh", """
                #!/bin/sh
                docker run --device=/dev/ttyUSB0 myrsh/smartmeter-reader \\
                  -usb /dev/ttyUSB0 -mqtt_address 192.168.1.5:1883 -mqtt_topic "energy/house"
                """);
        assertThat(mqtt(taken(file), 1).wording()).isEqualTo(go("energy/house", 60));
    }

    @Test
    void a_compose_file_may_hold_it_in_any_form() throws Exception {
        for (String command : List.of(
                "command: -usb /dev/ttyUSB0 -mqtt_address h:1883 -mqtt_topic energy -debug true",
                "command: [\"-usb\", \"/dev/ttyUSB0\", \"-mqtt_address\", \"h:1883\", \"-mqtt_topic\", \"energy\"]",
                "command:\n      - \"-usb /dev/ttyUSB0 -mqtt_address h:1883 -mqtt_topic energy\"")) {
            Path file = file("docker-compose.yml", """
                    services:
                      mosquitto:
                        image: eclipse-mosquitto:2
                        command: mosquitto -c /etc/mosquitto.conf
                      reader:
                        image: myrsh/smartmeter-reader
                        %s
                    """.formatted(command));
            assertThat(mqtt(taken(file), 1).wording()).as(command).isEqualTo(go("energy", 60));
        }
    }

    @Test
    void a_file_that_flags_name_wins_over_them() throws Exception {
        Path yaml = file("smartmeter-reader.yml", YAML.formatted(""));
        Migration migration = Importer.of(List.of("-config", yaml.toString(), "-mqtt_topic", "other"));
        assertThat(mqtt(taken(migration), 1).wording()).isEqualTo(go("energy/house", 30));
    }

    @Test
    void what_cannot_be_is_told_with_its_line() throws Exception {
        assertThatThrownBy(() -> migrated(
                        file("a.yml", YAML.formatted("").replace("send_interval: 30", "send_interval: often"))))
                .hasMessage("a.yml:1: the interval is 'often' – expected seconds, such as 60");
        assertThatThrownBy(() -> migrated(file("a.yml", YAML.formatted("").replace("broker:1884", "broker:x"))))
                .hasMessageStartingWith("a.yml:5: the address of the broker is 'broker:x'");
        assertThatThrownBy(() -> migrated(file("a.yml", "usb: [\n")))
                .hasMessageStartingWith("a.yml:2: this is not YAML");
        assertThatThrownBy(() -> Importer.of(List.of("-usb", "a", "-speed", "7")))
                .hasMessageStartingWith("command line: '-speed' is no flag of smartmeter-reader");
        assertThatThrownBy(() -> migrated(file("half.cred", "user=reader\n")))
                .hasMessageStartingWith("half.cred: 'password' is missing");
        assertThatThrownBy(() -> migrated(file("a.yml", "colour: blue\n")))
                .hasMessageStartingWith("a.yml: nobody knows whose file this is – known are datacollector.ini");
        assertThatThrownBy(() -> migrated(folder.resolve("none.yml"))).hasMessageContaining("there is no such file");
    }

    private static Wording go(String topic, int seconds) {
        return new Wording.GoSmartmeterReader(
                new Settings(topic, Duration.ofSeconds(seconds), false, true, Optional.empty()));
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Migration migrated(Path... files) throws MigrationException {
        return Importer.of(Arrays.stream(files).map(Path::toString).toList());
    }

    private Configuration taken(Path... files) throws Exception {
        return taken(migrated(files));
    }

    /** What our own reader makes of what was written. */
    private Configuration taken(Migration migration) throws Exception {
        Path file = folder.resolve("polymeter.yaml");
        NewFiles.write(migration, file, true);
        return new ConfigReader(Map.of(), Set.of(), "test").read(file);
    }

    private static OutputConfig.Mqtt mqtt(Configuration configuration, int index) {
        return (OutputConfig.Mqtt) configuration.outputs().get(index);
    }
}
