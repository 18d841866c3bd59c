package org.polymeter.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Room for so many clients that listen to events at once; each costs a connection. */
public final class Places {

    private final int most;
    private final Semaphore free;

    /** All free. */
    public Places(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Whether anybody listens. */
    public boolean isAnyTaken() {
        return free.availablePermits() < most;
    }

    boolean areAllTaken() {
        return free.availablePermits() == 0;
    }

    /** {@code events}: what the client is sent (Server-Sent Events); a problem if there is no room. */
    public Answer answer(Answer.Transmission events) {
        if (areAllTaken()) {
            return new Answer.Problem(
                    503,
                    "Service Unavailable",
                    most + " clients listen already, which is all there is room for. Come back when one has gone.",
                    Map.of("Retry-After", "60"));
        }
        return Answer.Live.events(out -> send(events, out));
    }

    private void send(Answer.Transmission events, OutputStream out) throws IOException, InterruptedException {
        if (!free.tryAcquire()) {
            return; // another has taken the last one just now; who comes back is told
        }
        try {
            events.writeTo(out);
        } finally {
            free.release();
        }
    }
}
