package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.security.Keys;

/** Keys in a configuration. */
class KeyReaderTest {

    private static final String EK = "000102030405060708090A0B0C0D0E0F";
    private static final String AK = "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF";

    @TempDir
    Path folder = Path.of("");

    private Configuration read(String source) throws ConfigException, IOException {
        Path file = Files.writeString(
                folder.resolve("polymeter.yaml"), "sources:\n  - {id: p1, type: stdin, " + source + "}\n");
        return new ConfigReader(Map.of("EK", EK), Set.of(), "host").read(file);
    }

    private Keys keys(String source) throws ConfigException, IOException {
        return ((SourceConfig.Wire) read(source).sources().getFirst())
                .decoding()
                .keys();
    }

    /** What is said of a bad source; the keys are in none of it. */
    private String problems(String source) {
        ConfigException rejected = catchThrowableOfType(ConfigException.class, () -> read(source));
        String said = rejected.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
        String digits = (said + rejected.getMessage()).toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        for (int from = 0; from + 8 <= EK.length(); from++) {
            assertThat(digits)
                    .doesNotContain(EK.substring(from, from + 8))
                    .doesNotContain(AK.substring(from, from + 8));
        }
        return said;
    }

    @Test
    void frames_that_others_pass_on_may_have_keys_for_all_and_for_one_meter() throws Exception {
        String form = """
                sources:
                  - id: others
                    type: mqtt
                    protocol: %s
                    topics: [cellar/#]
                    broker: {host: 192.168.1.5}
                    key: %s
                    meters: {cellar: {id: house, gpk60: %s}}
                """;
        for (String dialect : new String[] {"raw", "evn-kaifa"}) {
            Path file = Files.writeString(folder.resolve("polymeter.yaml"), form.formatted(dialect, EK, AK));
            SourceConfig.Mqtt mqtt = (SourceConfig.Mqtt) new ConfigReader(Map.of(), Set.of(), "host")
                    .read(file)
                    .sources()
                    .getFirst();
            assertThat(mqtt.keys().of("attic").encryption().orElseThrow())
                    .asHexString()
                    .isEqualTo(EK);
            assertThat(mqtt.keys().of("cellar").encryption().orElseThrow())
                    .asHexString()
                    .isEqualTo(AK);
        }
        Path file = Files.writeString(folder.resolve("polymeter.yaml"), form.formatted("tasmota", EK, AK));
        ConfigException rejected = catchThrowableOfType(
                ConfigException.class, () -> new ConfigReader(Map.of(), Set.of(), "host").read(file));
        assertThat(rejected.problems().toString()).contains("'key' does not belong", "gpk60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: 000102030405060708090A0B0C0D0E0F, auth-key: D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF",
                "guek: 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f, gak: D0D1D2D3-D4D5D6D7-D8D9DADB-DCDDDEDF",
                "ek: '000102030405060708090A0B0C0D0E0F', ak: D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF",
                "gpk60: \"0x000102030405060708090A0B0C0D0E0F\", gpk61: D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF",
                "key: \"${EK}\", auth-key: D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"
            })
    void a_key_has_many_names_and_spellings(String source) throws Exception {
        Keys keys = keys(source);
        assertThat(keys.encryption().orElseThrow()).asHexString().isEqualTo(EK);
        assertThat(keys.authentication().orElseThrow()).asHexString().isEqualTo(AK);
        assertThat(read(source).toString()).doesNotContain(EK).doesNotContain(AK);
    }

    @Test
    void a_key_may_stand_in_a_file_of_its_own() throws Exception {
        Files.writeString(folder.resolve("house.key"), EK + "\n");
        Files.writeString(folder.resolve("house.auth"), AK + "\n");
        Keys keys = keys("key-file: house.key, auth-key-file: house.auth");
        assertThat(keys.encryption().orElseThrow()).asHexString().isEqualTo(EK);
        assertThat(keys.authentication().orElseThrow()).asHexString().isEqualTo(AK);
        assertThat(keys("raw: off").encryption()).isEmpty();
    }

    @Test
    void what_is_wrong_with_a_key_is_said_and_the_key_is_not_shown() {
        assertThat(problems("key: " + EK.substring(1)))
                .contains("'key' of source 'p1': a key has 32 hex digits; this has 31: a zero in front may be lost");
        assertThat(problems("protocol: p7, guek: " + EK + ", gak: " + AK + ", zone: Mars"))
                .contains("'protocol' in source 'p1' is 'p7'", "'zone'");
        assertThat(problems("protocol: p7, guek: '00,01,02,03,04,05,06,07,08,09,0A,0B,0C,0D,0E,0F'"))
                .contains("'protocol'");
        assertThat(problems("auth-key: " + AK)).contains("'auth-key' alone opens nothing");
        assertThat(problems("key: " + EK + ", guek: " + EK)).contains("has both 'key' and 'guek'");
        assertThat(problems("kye: " + EK)).contains("did you mean 'key'?");
        assertThat(problems("key-file: nowhere.key")).contains("cannot read").contains("nowhere.key");
    }

    @Test
    void a_key_is_for_wires_only() {
        Path file = folder.resolve("mqtt.yaml");
        ConfigException rejected = catchThrowableOfType(ConfigException.class, () -> {
            Files.writeString(
                    file, "sources:\n  - {id: a, type: mqtt, protocol: tasmota, broker: {host: h}, key: " + EK + "}\n");
            new ConfigReader(Map.of(), Set.of(), "host").read(file);
        });
        assertThat(rejected.problems().toString())
                .contains("'key' does not belong in source 'a'")
                .doesNotContain(EK);
    }
}
