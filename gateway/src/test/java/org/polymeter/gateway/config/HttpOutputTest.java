package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.tls.Identity;
import org.polymeter.gateway.tls.Keytool;

class HttpOutputTest {

    private static final String P1 = "sources: [{id: p1, type: serial, port: /dev/ttyUSB0}]\n";

    @Test
    void without_further_words_it_serves_this_machine_on_port_8080() throws Exception {
        OutputConfig.Http http = http("outputs: [{type: http}]\n");

        assertThat(http.bind()).isEqualTo("127.0.0.1");
        assertThat(http.port()).isEqualTo(8080);
        assertThat(http.hosts()).isEmpty();
        assertThat(http.announce()).isTrue();
        assertThat(http.guest()).isFalse();
        assertThat(http.tls()).isEmpty();
        assertThat(http.espSmartMeter()).isEmpty();
    }

    @Test
    void all_of_it_can_be_said() throws Exception {
        OutputConfig.Http http = http("""
                outputs:
                  - type: http
                    bind: 0.0.0.0
                    port: 80
                    hosts: [Meters.example.org]
                    announce: false
                    guest: true
                    tls: generated
                    esp-smart-meter: {meter: house, layout: 1}
                """);

        assertThat(http.hosts()).containsExactly("meters.example.org");
        assertThat(http.announce()).isFalse();
        assertThat(http.guest()).isTrue();
        assertThat(http.tls()).contains(new OutputConfig.Tls(Optional.empty()));
        assertThat(http.espSmartMeter().map(OutputConfig.EspSmartMeter::meter)).isEqualTo(Optional.of("house"));
        assertThat(http.espSmartMeter().map(OutputConfig.EspSmartMeter::layout)).isEqualTo(Optional.of(1));
    }

    @Test
    void what_is_wrong_is_named() {
        assertThat(problems("""
                outputs:
                  - {type: http, hosts: "https://x", esp-smart-meter: {layout: 3}}
                """))
                .contains("'hosts' in output 1 is 'https://x' – expected names of this machine")
                .contains("'layout' in 'esp-smart-meter' is '3' – expected a whole number from 1 to 2")
                .contains("'esp-smart-meter' has no 'meter' – the id of the meter to show, such as house");
    }

    @Test
    void a_certificate_is_two_files_that_belong_together(@TempDir Path folder) throws Exception {
        Identity.Own own = Keytool.make(folder, "EC");
        assertThat(http("outputs: [{type: http, tls: {certificate: " + own.certificate() + ", key: " + own.key()
                                + "}}]\n")
                        .tls())
                .contains(new OutputConfig.Tls(Optional.of(own)));

        Keytool.make(folder.resolve("other"), "EC");
        assertThat(problems("""
                outputs:
                  - type: http
                    tls:
                      certificate: %s
                      key: %s
                """.formatted(own.certificate(), folder.resolve("other/privkey.pem"))))
                .contains("polymeter.yaml:5: the key in")
                .contains("is not that of the certificate in");
        assertThat(problems("outputs: [{type: http, tls: true}]\n"))
                .contains("'tls' in output 1 is 'true' – expected generated, or {certificate: FILE, key: FILE}");
        assertThat(problems("outputs: [{type: http, tls: {certificate: a.pem}}]\n"))
                .contains("'tls' has no 'key' – a PEM file that belongs to it, such as privkey.pem");
    }

    @Test
    void one_that_has_expired_is_told_and_all_else_goes_on(@TempDir Path folder) throws Exception {
        Identity.Own own = Keytool.make(folder, "EC", "-startdate", "-9d", "-validity", "2");
        PortCheck check = PortCheck.of(reader().read(
                        "polymeter.yaml",
                        Path.of(""),
                        P1 + "outputs:\n  - {type: http, port: 1, bind: 203.0.113.1, tls: {certificate: "
                                + own.certificate() + ", key: " + own.key() + "}}\n"));

        assertThat(check.later().toString())
                .contains("polymeter.yaml:3: the certificate in " + own.certificate() + " has expired")
                .contains("without a restart");
    }

    @Test
    void what_shows_serial_numbers_is_refused_where_privacy_hides_them() {
        assertThat(problems("""
                privacy: hash
                secret: 0123456789abcdef
                outputs: [{type: http, esp-smart-meter: {meter: house}}]
                """))
                .contains("'esp-smart-meter' of an output shows serial numbers, which 'privacy: hash' forbids");
    }

    private static OutputConfig.Http http(String outputs) throws ConfigException {
        return (OutputConfig.Http) reader().read("polymeter.yaml", Path.of(""), P1 + outputs)
                .outputs()
                .getFirst();
    }

    private static String problems(String outputs) {
        try {
            reader().read("polymeter.yaml", Path.of(""), P1 + outputs);
            return "";
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
        }
    }

    private static ConfigReader reader() {
        return new ConfigReader(Map.of(), Set.of(), "test");
    }
}
