package org.polymeter.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicFilterTest {

    @ParameterizedTest
    @CsvSource({
        "tele/+/SENSOR, polymeter/1/meter/#, false",
        "+/+/SENSOR, polymeter/1/meter/#, false",
        "+/1/#, polymeter/1/meter/#, true",
        "+/#, polymeter/1/meter/#, true",
        "polymeter/1/meter, polymeter/1/meter/#, true",
        "polymeter/1/gateway/other/raw/+, polymeter/1/gateway/cellar/#, false",
        "polymeter/1/gateway/+/raw/+, polymeter/1/gateway/cellar/#, true",
        "a/b, a/b, true",
        "a/+, a/b/c, false",
        "a/+/+, a/b, false"
    })
    void filters_meet_if_a_topic_matches_both(String one, String other, boolean meet) {
        assertThat(TopicFilter.meet(one, other)).isEqualTo(meet);
        assertThat(TopicFilter.meet(other, one)).isEqualTo(meet);
    }

    @ParameterizedTest
    @CsvSource({
        "tele/+/SENSOR, tele/plug/SENSOR, true",
        "tele/+/SENSOR, tele/plug/STATE, false",
        "tele/+/SENSOR, tele/plug/SENSOR/1, false",
        "tele/+/SENSOR, tele/plug, false",
        "tele/+, tele/, true",
        "+/+, tele/plug/SENSOR, false",
        "tele/#, tele/plug/SENSOR, true",
        "tele/#, tele, true",
        "tele/#, telex, false",
        "tele, tele/plug, false",
        "a/b, a/b, true"
    })
    void a_topic_matches_a_filter(String filter, String topic, boolean matches) {
        assertThat(TopicFilter.matches(filter, topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "+", "#", "a/+/b/#", "smartmeter//dev/+/+"})
    void these_are_filters(String filter) {
        assertThat(TopicFilter.isSound(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#", "#/a", "a+/b", "a/##"})
    void these_are_none(String filter) {
        assertThat(TopicFilter.isSound(filter)).isFalse();
    }
}
