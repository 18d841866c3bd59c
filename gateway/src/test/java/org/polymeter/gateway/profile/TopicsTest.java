package org.polymeter.gateway.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    @Test
    void topics_are_those_of_the_profile() {
        Topics topics = new Topics("acme/site-17/polymeter", "cellar");

        assertThat(topics.meter("house", "reading")).isEqualTo("acme/site-17/polymeter/1/meter/house/reading");
        assertThat(topics.value("house", "power_w")).isEqualTo("acme/site-17/polymeter/1/meter/house/value/power_w");
        assertThat(topics.own("status")).isEqualTo("acme/site-17/polymeter/1/gateway/cellar/status");
        assertThat(topics.raw("p1")).isEqualTo("acme/site-17/polymeter/1/gateway/cellar/raw/p1");
        assertThat(topics.reject("p1")).isEqualTo("acme/site-17/polymeter/1/gateway/cellar/reject/p1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/home", "home/", "home/+", "#", "$SYS"})
    void a_root_that_no_broker_takes_is_refused(String root) {
        assertThatThrownBy(() -> new Topics(root, "cellar"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + root + "\"");
    }
}
