package org.polymeter.gateway.source;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a source on a thread of its own. */
final class Running {

    private static final int LONGEST_SECONDS = 20;

    private final Source source;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Running(Source source) {
        this.source = source;
    }

    static Running start(Source source, Receiver receiver) {
        Running running = new Running(source);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                source.run(receiver);
                running.end.complete(null);
            } catch (Throwable e) {
                running.end.completeExceptionally(e);
            }
        });
        return running;
    }

    void awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
        end.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    Throwable awaitFailure() throws InterruptedException, TimeoutException {
        try {
            awaitEnd();
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
        throw new AssertionError("ended without a word");
    }

    /** Closes the source and sees its run end without a word. */
    void stop() throws InterruptedException, ExecutionException, TimeoutException {
        source.close();
        awaitEnd();
    }
}
