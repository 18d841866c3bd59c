package org.polymeter.gateway.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What Python's configparser makes of a file. */
class IniFileTest {

    @Test
    void keys_have_no_case_and_either_delimiter() throws Exception {
        IniFile.Section section = read("""
                # a comment
                [reader0]
                Type = lge450
                port: /dev/serial/by-id/usb-FTDI=7
                  ; another
                key =
                """);
        assertThat(section.text("type", "")).isEqualTo("lge450");
        assertThat(section.text("port", "")).isEqualTo("/dev/serial/by-id/usb-FTDI=7");
        assertThat(section.value("key")).as("nothing behind it").isEmpty();
        assertThat(section.has("key")).isTrue();
        assertThat(section.value("type")).contains(new Located("lge450", 3));
    }

    @Test
    void an_indented_line_continues_the_one_above() throws Exception {
        assertThat(read("[a]\nport = one\n  two\nhost = h\n").text("port", "")).isEqualTo("one\ntwo");
    }

    @Test
    void defaults_are_for_all_sections() throws Exception {
        assertThat(read("[DEFAULT]\nport = 1\nhost = d\n[a]\nhost = h\n").text("port", ""))
                .isEqualTo("1");
        assertThat(read("[DEFAULT]\nhost = d\n[a]\nhost = h\n").text("host", ""))
                .isEqualTo("h");
    }

    @Test
    void a_percent_sign_is_written_twice() throws Exception {
        assertThat(read("[a]\npassword = 50%%off\n").text("password", "")).isEqualTo("50%off");
    }

    @Test
    void yes_is_true() throws Exception {
        assertThat(List.of("true", "Yes", "1", "on"))
                .allSatisfy(word -> assertThat(read("[a]\ntls = " + word + "\n").flag("tls"))
                        .isTrue());
        assertThat(read("[a]\ntls = False\n").flag("tls")).isFalse();
    }

    @Test
    void what_cannot_be_read_is_told_with_its_line() {
        assertThatThrownBy(() -> read("port = 1\n"))
                .hasMessage("x.ini:1: a line before the first section – expected such as [reader0]");
        assertThatThrownBy(() -> read("[a]\nsecret-that-got-lost\n"))
                .hasMessage("x.ini:2: a line without '=' – expected such as port = /dev/ttyUSB0");
        assertThatThrownBy(() -> read("[a]\nkey = 1\nKEY = 2\n"))
                .hasMessage("x.ini:3: 'key' stands twice in [a] – keep one");
        assertThatThrownBy(() -> read("[a]\n[a]\n"))
                .hasMessage("x.ini:2: there is a second section [a] – give it another name");
        assertThatThrownBy(() -> read("[reader0\n"))
                .hasMessage("x.ini:1: '[reader0' is no section – expected such as [reader0]");
    }

    private static IniFile.Section read(String text) throws MigrationException {
        return IniFile.read("x.ini", text).sections().getFirst();
    }
}
