package org.polymeter.gateway.source;

/** Tells the receiver once when bytes have stopped coming, and not again before new ones came. */
final class Pause {

    private final Receiver receiver;
    private final long lengthMillis;
    private boolean told = true; // before the first byte nothing can be half received
    private long quietMillis;

    Pause(Receiver receiver, long lengthMillis) {
        this.receiver = receiver;
        this.lengthMillis = lengthMillis;
    }

    void heard() {
        told = false;
        quietMillis = 0;
    }

    void quietFor(long millis) {
        quietMillis += millis;
        if (!told && quietMillis >= lengthMillis) {
            told = true;
            receiver.silence();
        }
    }
}
