package org.polymeter.gateway.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.config.Wording;
import org.polymeter.gateway.source.LineSettings;

class DatacollectorIniTest {

    private static final String KEY = "00112233445566778899AABBCCDDEEFF";

    @TempDir
    Path folder;

    @Test
    void a_whole_file_is_taken_over() throws Exception {
        Configuration read = taken("""
                # smart meter of the house
                [reader0]
                type = lge450
                port = /dev/ttyUSB0
                key = %s

                [reader1]
                type = iskraam550
                port = /dev/serial/by-id/usb-FTDI_1:1.0
                systemtime = true

                [sink0]
                type = mqtt
                host = 192.168.1.5
                port = 1883
                tls = False
                ca_file_path =
                check_hostname = True
                username = reader
                password = pass:word 7
                client_cert_path =
                client_key_path =

                [sink1]
                type = mqttrldsp
                host = 192.168.1.5
                username = reader
                password = pass:word 7
                topic_group = site7

                [sink2]
                type = logger
                name = DataLogger

                [logging]
                default = WARNING
                collector = DEBUG
                """.formatted(KEY));

        SourceConfig.Serial first = (SourceConfig.Serial) read.sources().getFirst();
        assertThat(first.id()).isEqualTo("reader0");
        assertThat(first.port()).isEqualTo("/dev/ttyUSB0");
        assertThat(first.line()).isEqualTo(LineSettings.parse("2400 8E1"));
        assertThat(first.decoding().kind()).contains("landis-gyr-e450");
        assertThat(first.decoding().keys().encryption()).isPresent();
        SourceConfig.Serial second = (SourceConfig.Serial) read.sources().getLast();
        assertThat(second.port()).isEqualTo("/dev/serial/by-id/usb-FTDI_1:1.0");
        assertThat(second.line()).isEqualTo(LineSettings.parse("115200 8N1"));
        assertThat(second.common().ignoreMeterClock()).isTrue();
        assertThat(second.decoding().keys().encryption()).isEmpty();

        assertThat(wordings(read)).first().isInstanceOf(Wording.Profile.class);
        assertThat(wordings(read).subList(1, 3))
                .containsExactly(new Wording.SmartmeterDatacollector(false), new Wording.RlDsp("site7"));
        assertThat(read.outputs().getLast()).isInstanceOf(OutputConfig.Console.class);
        assertThat(read.outputs().subList(0, 3)).allSatisfy(output -> {
            OutputConfig.Mqtt mqtt = (OutputConfig.Mqtt) output;
            assertThat(mqtt.broker().host()).isEqualTo("192.168.1.5");
            assertThat(mqtt.broker().port()).isEqualTo(1883);
            assertThat(mqtt.broker().tls()).isFalse();
            assertThat(mqtt.broker().user()).contains("reader");
            assertThat(mqtt.broker().password()).contains("pass:word 7");
        });
    }

    @Test
    void every_type_of_reader_has_its_line() throws Exception {
        Map<String, String> lines = Map.of(
                "lge450", "2400 8E1",
                "lge570", "2400 8E1",
                "lge360", "9600 8N1",
                "iskraam550", "115200 8N1",
                "kamstrup_han", "2400 8N1");
        for (Map.Entry<String, String> line : lines.entrySet()) {
            SourceConfig.Serial source = (SourceConfig.Serial)
                    taken("[reader0]\ntype = " + line.getKey() + "\n").sources().getFirst();
            assertThat(source.line()).as(line.getKey()).isEqualTo(LineSettings.parse(line.getValue()));
        }
    }

    @Test
    void a_baud_rate_of_its_own_is_kept() throws Exception {
        SourceConfig.Serial source = (SourceConfig.Serial)
                taken("[reader0]\ntype = lge450\nbaudrate = 9600\n").sources().getFirst();
        assertThat(source.line()).isEqualTo(LineSettings.parse("9600 8E1"));
    }

    @Test
    void a_td_3511_is_asked() throws Exception {
        SourceConfig.Serial source =
                (SourceConfig.Serial) taken("[reader0]\ntype = siemens_td3511\nport = /dev/ttyUSB1\nbaudrate = 19200\n")
                        .sources()
                        .getFirst();
        assertThat(source.talk().dialogue()).isEqualTo(SourceConfig.Dialogue.TD3511);
        assertThat(source.line()).isEqualTo(LineSettings.parse("300 7E1"));
    }

    @Test
    void what_forks_have_added_is_understood() throws Exception {
        Configuration read = taken("""
                [reader0]
                type = lge450tcp
                host = 192.168.1.40
                port = 2001

                [reader1]
                type = lge360
                data_bits = 7
                parity = even
                stop_bits = 2
                """);
        assertThat(((SourceConfig.Tcp) read.sources().getFirst()).port()).isEqualTo(2001);
        assertThat(((SourceConfig.Serial) read.sources().getLast()).line()).isEqualTo(LineSettings.parse("9600 7E2"));
    }

    @Test
    void an_empty_path_of_a_certificate_is_no_wish_for_tls() throws Exception {
        Migration migration = migrated("""
                [reader0]
                type = lge450
                [sink0]
                type = mqtt
                host = h
                tls = False
                client_cert_path =
                client_key_path =
                """);
        assertThat(migration.yaml()).doesNotContain("tls: true\n  ");
        assertThat(migration.remarks())
                .singleElement()
                .asString()
                .contains("versions since 1.3.0 take an empty client_cert_path for a wish for TLS");
    }

    @Test
    void authorities_are_found_beside_the_file() throws Exception {
        Files.writeString(folder.resolve("ca.crt"), "-----BEGIN CERTIFICATE-----\n");
        String text = "[reader0]\ntype = lge450\n[sink0]\ntype = mqtt\nhost = h\ntls = true\nca_file_path = %s\n";
        OutputConfig.Mqtt mqtt =
                (OutputConfig.Mqtt) taken(text.formatted("ca.crt")).outputs().getFirst();
        assertThat(mqtt.broker().tls()).isTrue();
        assertThat(mqtt.broker().caFile()).contains(folder.resolve("ca.crt"));
        assertThat(migrated(text.formatted("gone.crt")).remarks())
                .singleElement()
                .asString()
                .contains("ca_file_path – cannot read");
    }

    @Test
    void what_has_no_counterpart_is_named() throws Exception {
        Migration migration = migrated("""
                [reader0]
                type = lge450
                colour = blue
                [reader1]
                type = mbus_water
                [sink0]
                type = influxdb
                [sink1]
                type = mqtt
                host = h
                tls = true
                check_hostname = false
                client_cert_path = me.crt
                [logging]
                default = DEBUG
                [other]
                a = b
                """);
        assertThat(migration.remarks())
                .satisfiesExactly(
                        remark -> assertThat(remark).isEqualTo("[reader0], line 3: 'colour' has no counterpart"),
                        remark -> assertThat(remark).contains("[reader1], line 4", "no reader of type 'mbus_water'"),
                        remark -> assertThat(remark).contains("[sink0], line 6", "no sink of type 'influxdb'"),
                        remark -> assertThat(remark).contains("client_cert_path, client_key_path"),
                        remark -> assertThat(remark).contains("check_hostname"),
                        remark -> assertThat(remark).contains("[logging], line 14"),
                        remark -> assertThat(remark).contains("[other], line 16: nobody reads this section"));
        assertThat(migration.yaml()).contains("# What is not the same:", "# - [reader1], line 4");
    }

    @Test
    void a_value_that_cannot_be_is_told_with_its_line_and_keys_are_not_shown() {
        assertThatThrownBy(() -> migrated("[reader0]\ntype = lge450\nkey = 0123\n"))
                .hasMessageStartingWith("datacollector.ini:3: the key in [reader0] is not 32 hex digits")
                .hasMessageNotContaining("0123");
        assertThatThrownBy(() -> migrated("[reader0]\ntype = lge450\nbaudrate = fast\n"))
                .hasMessage("datacollector.ini:3: baudrate is 'fast' – expected a number such as 2400; leave it out for"
                        + " 2400");
        assertThatThrownBy(() -> migrated("[reader0]\ntype = lge450\n[sink0]\ntype = mqtt\n"))
                .hasMessageStartingWith("datacollector.ini:3: [sink0] has no host");
        assertThatThrownBy(() -> migrated("[reader0]\ntype = lge450\n[sink0]\ntype = mqtt\nhost = h\nport = 0\n"))
                .hasMessageStartingWith("datacollector.ini:6: port is '0'");
        assertThatThrownBy(() -> migrated("[logging]\ndefault = INFO\n")).hasMessageContaining("no [reader…] in it");
    }

    @Test
    void the_configuration_holds_no_secret() throws Exception {
        Migration migration = migrated("[reader0]\ntype = lge450\nkey = " + KEY
                + "\n[sink0]\ntype = mqtt\nhost = h\nusername = u\npassword = open-sesame-7\n");
        assertThat(migration.yaml()).doesNotContain(KEY).doesNotContain("sesame");
        assertThat(migration.secrets()).containsEntry("reader0.key", KEY).containsEntry("h.password", "open-sesame-7");
    }

    private Migration migrated(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("datacollector.ini"), text);
        return Importer.of(List.of(file.toString()));
    }

    /** What our own reader makes of what was written. */
    private Configuration taken(String text) throws Exception {
        Path file = folder.resolve("polymeter.yaml");
        NewFiles.write(migrated(text), file, true);
        return new ConfigReader(Map.of(), Set.of(), "test").read(file);
    }

    private static List<Wording> wordings(Configuration configuration) {
        return configuration.outputs().stream()
                .filter(OutputConfig.Mqtt.class::isInstance)
                .map(output -> ((OutputConfig.Mqtt) output).wording())
                .toList();
    }
}
