package org.polymeter.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

    @Test
    void a_password_is_recognised_by_its_hash_and_by_nothing_else() {
        PasswordHash hash = PasswordHash.of("Seventeen otters");

        assertThat(hash.matches("Seventeen otters")).isTrue();
        assertThat(hash.matches("seventeen otters")).isFalse();
        assertThat(hash.matches("")).isFalse();
        assertThat(hash.text()).startsWith("pbkdf2-sha512$210000$").doesNotContain("otters");
        assertThat(hash).hasToString("password, hashed");
    }

    @Test
    void two_hashes_of_one_password_differ() {
        assertThat(PasswordHash.of("Seventeen otters").text())
                .isNotEqualTo(PasswordHash.of("Seventeen otters").text());
    }

    @Test
    void it_is_what_others_calculate() {
        // python3: hashlib.pbkdf2_hmac('sha512', 'Grüezi, Nachbar'.encode(), b'0123456789abcdef', 1000)
        PasswordHash hash = PasswordHash.parse(
                        "pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg==$MiY1Fudoap2RZvKaNSd0Xst4uypPAkTdau4p51REN1AVRYsg1xG6wKEhzLYZCrrQi/k4trsIu6wyiKv15IL5Xg==")
                .orElseThrow();

        assertThat(hash.matches("Grüezi, Nachbar")).isTrue();
        assertThat(hash.matches("Gru\u0308ezi, Nachbar"))
                .as("typed on another keyboard")
                .isTrue();
        assertThat(hash.isOutdated()).isTrue();
        PasswordHash renewed = hash.renewed("Grüezi, Nachbar");
        assertThat(renewed.isOutdated()).isFalse();
        assertThat(renewed.matches("Grüezi, Nachbar")).isTrue();
    }

    @Test
    void what_is_no_hash_is_none() {
        for (String text : List.of(
                "",
                "otters",
                "pbkdf2-sha512$0$AAAA$AAAA",
                "pbkdf2-sha512$999999999$AAAA$AAAA",
                "pbkdf2-sha512$1000$$",
                "pbkdf2-sha512$1000$ä$AAAA",
                "argon2id$1000$AAAA$AAAA")) {
            assertThat(PasswordHash.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void a_password_has_at_least_ten_characters_whatever_they_are() {
        assertThat(PasswordHash.objection("123456789").orElse("")).contains("at least 10 characters; this one has 9");
        assertThat(PasswordHash.objection("😀".repeat(9))).isPresent();
        assertThat(PasswordHash.objection("😀".repeat(10))).isEqualTo(Optional.empty());
        assertThat(PasswordHash.objection("a".repeat(501)).orElse("")).contains("at most 500");
    }
}
