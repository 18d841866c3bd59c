package org.polymeter.gateway.sink;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.mqtt.Opening;

/**
 * Facts in the words of one sort of consumer: which topics, which payloads. It knows no connection, so
 * what it says depends on nothing but what it was told. For one thread.
 */
public interface Rendering {

    /** Where messages go; may block, and fails when the connection is lost. */
    interface Outlet {
        void publish(String topic, byte[] payload, Delivery delivery) throws IOException, InterruptedException;
    }

    /** What the broker shall publish if we vanish without a goodbye. */
    default Optional<Opening.Will> will() {
        return Optional.empty();
    }

    /** Said first on each new connection; all facts that are state follow. */
    default void greet(Outlet to) throws IOException, InterruptedException {}

    /** One fact; what is of no interest to the consumer is passed over. */
    void render(Fact fact, Outlet to) throws IOException, InterruptedException;

    /**
     * Time passes, at least twice a second: for those who say things at their own pace. What could not be
     * published has to be said again the next time.
     */
    default void idle(Outlet to) throws IOException, InterruptedException {}

    /**
     * Said before a clean end.
     *
     * @param meters those whose status was rendered
     */
    default void goodbye(List<String> meters, Outlet to) throws IOException, InterruptedException {}

    /** What a trial of the broker may send without disturbing anybody. */
    interface Probe {

        String topic();

        byte[] payload(Instant now);
    }

    /** What a trial sends; empty where the format has nothing that consumers would pass over. */
    default Optional<Probe> probe() {
        return Optional.empty();
    }

    /** Whether it renders {@link Fact.Told}; see {@link Sink#wantsTold}. */
    default boolean wantsTold() {
        return false;
    }

    /** Filters of messages that may {@link #isCall call} for everything. */
    default List<String> calls() {
        return List.of();
    }

    /**
     * Whether a message means that somebody needs to hear all state again, such as Home Assistant's birth.
     * Called on another thread.
     */
    default boolean isCall(String topic, String text) {
        return false;
    }
}
