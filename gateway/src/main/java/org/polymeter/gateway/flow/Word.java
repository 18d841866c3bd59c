package org.polymeter.gateway.flow;

import java.util.concurrent.CountDownLatch;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;

/** What lanes say to the hub. */
sealed interface Word {
    record Described(MeterInfo info) implements Word {}

    record Heard(Reading reading) implements Word {}

    record Happened(Event event) implements Word {}

    record Raw(Fact.Raw raw) implements Word {}

    record Told(Fact.Told told) implements Word {}

    record Rejected(Fact.Rejected rejected) implements Word {}

    record Gone(String meter) implements Word {}

    record WhenDelivered(Runnable action) implements Word {}

    record Published(Reading reading) implements Word {}

    record FellowGone() implements Word {}

    /** Something that all have to see at the same place in the order; {@code done}: it has been. */
    record Between(Runnable change, CountDownLatch done) implements Word {}

    record Stop() implements Word {}
}
