package org.polymeter.gateway.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Houses of a street that say something every second; the fourth has stopped, the fifth is not there any more. */
final class Life implements AutoCloseable {

    private static final int STOPPED = 4;
    private static final int GONE = 5;

    private final InstantSource clock = InstantSource.system();
    private final Street street;
    private final int houses;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().unstarted(this::live);

    Life(Street street, int houses) {
        this.street = street;
        this.houses = houses;
        Instant now = clock.instant();
        for (int n = 1; n <= houses; n++) {
            street.moveIn(
                    meter(n), n == 2 ? "Wohnung 2, Familie Müller-Wachtendonk, Hinterhaus links" : "Wohnung " + n);
            say(n, n == STOPPED ? now.minusSeconds(300) : now);
        }
        if (houses >= GONE) {
            street.fallSilent(meter(GONE));
        }
        thread.start();
    }

    private void live() {
        try {
            while (!end.await(1, TimeUnit.SECONDS)) {
                Instant now = clock.instant();
                for (int n = 1; n <= houses; n++) {
                    if (n != STOPPED && n != GONE) {
                        say(n, now);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(int n, Instant time) {
        long second = time.getEpochSecond();
        long watts = 200 + 37 * ((n * 31L + second * second / 50 * 7) % 60) - (n % 3 == 0 ? 1800 : 0);
        street.say(
                meter(n),
                time,
                "power_w " + watts + ", energy_import_kwh " + 1000 * n + "." + (100 + second % 900)
                        + ", energy_export_kwh " + 100 * n + ".25, voltage_l1_v 230.1, current_l1_a 1.2");
    }

    private static String meter(int n) {
        return "flat-" + n;
    }

    @Override
    public void close() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
