package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    private static final String KEY = "00112233445566778899AABBCCDDEEFF";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path ini = Path.of("");
    private Path yaml = Path.of("");

    @BeforeEach
    void a_file_of_another_program() throws Exception {
        ini = Files.writeString(folder.resolve("datacollector.ini"), """
                [reader0]
                type = lge450
                key = %s
                [sink0]
                type = mqtt
                host = 192.168.1.5
                username = reader
                password = open-sesame-7
                [logging]
                default = INFO
                """.formatted(KEY));
        yaml = folder.resolve("polymeter.yaml");
    }

    @Test
    void without_an_output_it_is_shown_without_its_secrets() {
        assertThat(run("import", ini.toString())).isZero();
        assertThat(out.toString()).contains("kind: landis-gyr-e450", "key-file: reader0.key");
        assertThat(err.toString()).contains("reader0.key: a secret, written only with -o");
        assertThat(out + "" + err).doesNotContain(KEY).doesNotContain("sesame");
        assertThat(yaml).doesNotExist();
    }

    @Test
    void secrets_are_written_for_their_owner_alone() throws Exception {
        assertThat(run("import", ini.toString(), "-o", yaml.toString())).isZero();
        for (String secret : new String[] {"reader0.key", "192-168-1-5.password"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret))))
                    .isEqualTo("rw-------");
        }
        assertThat(folder.resolve("reader0.key")).hasContent(KEY);
        assertThat(folder.resolve("192-168-1-5.password")).hasContent("open-sesame-7");
        assertThat(out.toString()).contains("is written, and beside it", "What is not the same:", "[logging], line 9");
        assertThat(out + "" + err + Files.readString(yaml)).doesNotContain(KEY).doesNotContain("sesame");
        assertThat(run("run", "--check", "-c", yaml.toString())).isZero();
    }

    @Test
    void nothing_is_replaced_unless_that_is_wanted() throws Exception {
        Files.writeString(folder.resolve("reader0.key"), "mine");
        assertThat(run("import", ini.toString(), "-o", yaml.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("reader0.key is there already", "--force");
        assertThat(yaml).doesNotExist();
        assertThat(folder.resolve("reader0.key")).hasContent("mine");
        assertThat(run("import", ini.toString(), "-o", yaml.toString(), "--force"))
                .isZero();
        assertThat(folder.resolve("reader0.key")).hasContent(KEY);
    }

    @Test
    void flags_come_behind_two_dashes() {
        assertThat(run("import", "--", "-usb", "/dev/ttyUSB0", "-mqtt_address", "h:1883", "-mqtt_topic", "energy"))
                .isZero();
        assertThat(out.toString()).contains("format: go-smartmeter-reader", "topic: energy");
    }

    @Test
    void what_cannot_be_read_is_a_sentence() {
        assertThat(run("import", folder.resolve("none.ini").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no such file");
    }

    private int run(String... arguments) {
        return Polymeter.of(new NoLauncher(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}
