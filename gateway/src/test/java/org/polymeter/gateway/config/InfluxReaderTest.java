package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.influx.InfluxSettings;
import org.polymeter.gateway.influx.Target;

class InfluxReaderTest {

    @TempDir
    Path folder;

    @Test
    void a_database_is_version_1() throws Exception {
        assertThat(read("{type: influxdb, url: 'http://nas:8086', database: home}"))
                .isEqualTo(new InfluxSettings(
                        URI.create("http://nas:8086"),
                        new Target.Database("home", Optional.empty(), Optional.empty(), Optional.empty()),
                        "meter",
                        Optional.empty()));
    }

    @Test
    void a_database_may_have_a_retention_policy_and_a_user() throws Exception {
        Files.writeString(folder.resolve("influx.password"), "hunter2\n");

        assertThat(read("{type: influxdb, url: 'http://nas:8086', database: home, retention-policy: years,"
                                + " user: u, password-file: influx.password, measurement: meters}")
                        .target())
                .isEqualTo(new Target.Database("home", Optional.of("years"), Optional.of("u"), Optional.of("hunter2")));
    }

    @Test
    void a_bucket_is_version_2() throws Exception {
        Files.writeString(folder.resolve("influx.token"), "s3cret\n");
        InfluxSettings settings =
                read("{type: influxdb, url: 'https://cloud.example/influx', org: home, bucket: meters,"
                        + " token-file: influx.token, measurement: energy}");

        assertThat(settings.target()).isEqualTo(new Target.Bucket("home", "meters", "s3cret"));
        assertThat(settings.measurement()).isEqualTo("energy");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void neither_or_both_is_told_with_advice() {
        assertThat(problems("{type: influxdb, url: 'http://nas:8086'}"))
                .contains("output 1 has no 'database' and no 'bucket' – give 'database' for InfluxDB 1, or 'bucket',"
                        + " 'org' and 'token-file' for InfluxDB 2");
        assertThat(problems("{type: influxdb, url: 'http://nas:8086', database: a, bucket: b, org: c, token: d}"))
                .contains("output 1 has both 'database' and 'bucket' – give");
    }

    @Test
    void keys_of_the_other_version_are_told() {
        assertThat(problems("{type: influxdb, url: 'http://nas:8086', database: home, token: s3cret}"))
                .contains("'token' in output 1 belongs to 'bucket', InfluxDB 2")
                .doesNotContain("s3cret");
        assertThat(problems(
                        "{type: influxdb, url: 'http://nas:8086', bucket: home, org: o, token: t, password: hunter2}"))
                .contains("'password' in output 1 belongs to 'database', InfluxDB 1")
                .doesNotContain("hunter2");
    }

    @Test
    void what_a_bucket_needs_is_told() {
        assertThat(problems("{type: influxdb, url: 'http://nas:8086', bucket: home}"))
                .contains("output 1 has no 'org' – the organization that the bucket belongs to")
                .contains("output 1 has no 'token-file' – the file with a token that may write the bucket");
    }

    @Test
    void a_url_that_is_none_is_told_and_a_password_in_it_is_not_shown() {
        assertThat(problems("{type: influxdb, database: home}"))
                .contains("output 1 has no 'url' – where InfluxDB answers, such as http://192.168.1.5:8086");
        assertThat(problems("{type: influxdb, url: 'nas:8086', database: home}"))
                .contains("'url' in output 1 is 'nas:8086' – expected http:// or https://, a name or address");
        for (String host : List.of("nas", "my_nas", "a b")) {
            assertThat(problems("{type: influxdb, url: 'http://boss:hunter2@" + host + ":8086', database: home}"))
                    .contains("'url' in output 1 holds a user – 'user' and 'password' have keys of their own")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void authorities_without_https_have_no_effect() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), "");

        assertThat(problems("{type: influxdb, url: 'http://nas:8086', database: home, ca: ca.pem}"))
                .contains("'ca' in output 1 has no effect without an https:// 'url'");
    }

    @Test
    void a_measurement_that_influxdb_keeps_for_itself_is_told() {
        assertThat(problems("{type: influxdb, url: 'http://nas:8086', database: home, measurement: _meter}"))
                .contains("'measurement' in output 1 is '_meter' – expected a name that does not begin with");
    }

    @Test
    void keys_of_other_outputs_are_told() {
        assertThat(problems("{type: influxdb, url: 'http://nas:8086', database: home, host: nas}"))
                .contains("'host' does not belong in output 1");
    }

    private InfluxSettings read(String output) throws ConfigException {
        Configuration configuration = reader().read("polymeter.yaml", folder, yaml(output));
        return ((OutputConfig.InfluxDb) configuration.outputs().getFirst()).settings();
    }

    private String problems(String output) {
        return String.valueOf(
                catchThrowableOfType(ConfigException.class, () -> reader().read("polymeter.yaml", folder, yaml(output)))
                        .getMessage());
    }

    private static String yaml(String output) {
        return "sources: [{id: p1, type: stdin}]\noutputs:\n  - " + output + "\n";
    }

    private static ConfigReader reader() {
        return new ConfigReader(Map.of(), Set.of(), "cellar");
    }
}
