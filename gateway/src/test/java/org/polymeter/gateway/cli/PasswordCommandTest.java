package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordCommandTest {

    private final InputStream terminal = System.in;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @AfterEach
    void give_back_the_terminal() {
        System.setIn(terminal);
    }

    @Test
    void the_first_line_of_a_pipe_becomes_the_password_where_the_configuration_keeps_its_data() throws IOException {
        Path yaml = Files.writeString(
                folder.resolve("polymeter.yaml"),
                "data: kept\nsources: [{id: p1, type: serial, port: /dev/ttyUSB0}]\n");

        assertThat(run("Seventeen Otters\nand a second line\n", "-c", yaml.toString()))
                .isZero();

        assertThat(Files.readString(folder.resolve("kept/access.json")))
                .contains("pbkdf2-sha512$")
                .doesNotContain("Otters");
        assertThat(out.toString()).contains("The password is set").doesNotContain("Otters");
    }

    @Test
    void a_short_one_is_refused_and_the_old_one_stays() throws IOException {
        assertThat(run("Seventeen Otters\n", "--data", folder.toString())).isZero();
        String before = Files.readString(folder.resolve("access.json"));

        assertThat(run("otters\n", "--data", folder.toString())).isEqualTo(1);
        assertThat(run("", "--data", folder.toString())).isEqualTo(1);

        assertThat(err.toString())
                .contains("polymeter password: A password has at least 10 characters; this one has 6.")
                .contains("there is no password in the standard input")
                .doesNotContain("otters");
        assertThat(Files.readString(folder.resolve("access.json"))).isEqualTo(before);
    }

    @Test
    void a_reset_forgets_it_even_if_the_file_is_damaged() throws IOException {
        Files.writeString(folder.resolve("access.json"), "{");

        assertThat(run("Seventeen Otters\n", "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("'polymeter password --reset' begins anew");
        assertThat(run("", "--data", folder.toString(), "--reset")).isZero();

        assertThat(Files.readString(folder.resolve("access.json"))).doesNotContain("password");
    }

    @Test
    void without_a_configuration_it_says_where_it_looked() {
        assertThat(run("Seventeen Otters\n", "-c", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml").contains("--data");
    }

    private int run(String typed, String... arguments) {
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        String[] all = new String[arguments.length + 1];
        all[0] = "password";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Polymeter.of(new NoLauncher(), new PrintWriter(out), new PrintWriter(err))
                .execute(all);
    }
}
