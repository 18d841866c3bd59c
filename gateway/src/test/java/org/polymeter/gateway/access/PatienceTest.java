package org.polymeter.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final InetAddress HERE = address("192.168.1.7");
    private static final InetAddress ELSEWHERE = address("192.168.1.8");

    private final Watch watch = new Watch();
    private final Patience patience = new Patience(watch);

    @Test
    void slips_of_the_fingers_cost_nothing_and_then_each_costs_twice_as_much() {
        fail(HERE, 4);
        assertThat(patience.wait(HERE)).isZero();
        fail(HERE, 1);
        assertThat(patience.wait(HERE)).hasSeconds(1);
        fail(HERE, 1);
        assertThat(patience.wait(HERE)).hasSeconds(2);
        fail(HERE, 3);
        assertThat(patience.wait(HERE)).hasSeconds(16);
        watch.pass(Duration.ofSeconds(10));
        assertThat(patience.wait(HERE)).hasSeconds(6);
        fail(HERE, 100);
        assertThat(patience.wait(HERE)).hasMinutes(15);
        assertThat(patience.wait(ELSEWHERE)).as("all together").hasSeconds(10);
    }

    @Test
    void the_right_one_makes_good_and_an_hour_does() {
        fail(HERE, 8);
        patience.succeeded(HERE);
        assertThat(patience.wait(HERE)).isZero();

        fail(ELSEWHERE, 80);
        watch.pass(Duration.ofMinutes(61));
        assertThat(patience.wait(ELSEWHERE)).isZero();
    }

    @Test
    void others_need_not_wait() {
        fail(HERE, 20);

        assertThat(patience.wait(ELSEWHERE)).isZero();
    }

    @Test
    void all_addresses_of_an_ipv6_network_are_one() {
        fail(address("2001:db8:1:2:3::1"), 10);

        assertThat(patience.wait(address("2001:db8:1:2:ffff::2"))).isPositive();
        assertThat(patience.wait(address("2001:db8:1:3::1"))).isZero();
    }

    @Test
    void who_has_many_addresses_waits_as_well_but_never_for_long() {
        for (int i = 0; i < 2_000; i++) {
            patience.failed(address("10.0." + i / 250 + "." + i % 250));
        }

        assertThat(patience.wait(address("10.1.1.1"))).hasSeconds(10);
    }

    private void fail(InetAddress from, int times) {
        for (int i = 0; i < times; i++) {
            patience.failed(from);
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
