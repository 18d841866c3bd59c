package org.polymeter.gateway.access;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Finds out whether secrets are right, with patience, and without being a burden to the machine. */
final class Judge {

    private static final int MOST_WAITING = 8;
    private static final Duration BUSY = Duration.ofSeconds(5);

    /** One after the other: each keeps a processor busy, and meters must go on being read. */
    private final Semaphore turn = new Semaphore(1, true);

    private final AtomicInteger waiting = new AtomicInteger();
    private final Patience patience;

    /** Its own: a program that goes on showing a token that was deleted must not keep out its owner. */
    private final Patience withTokens;

    Judge(InstantSource clock) {
        this.patience = new Patience(clock);
        this.withTokens = new Patience(clock);
    }

    /** For what takes time on purpose. */
    Verdict password(InetAddress from, PasswordHash hash, String password) {
        if (password.length() > PasswordHash.LONGEST) {
            return quickly(from, () -> false);
        }
        return inTurn(() -> quickly(from, () -> hash.matches(password)));
    }

    /** Makes what is kept of a password, with the same care; however many wait, for who sets one is no stranger. */
    PasswordHash hash(Supplier<PasswordHash> hashing) throws IOException {
        try {
            turn.acquire();
            try {
                return aside(hashing);
            } finally {
                turn.release();
            }
        } catch (InterruptedException e) { // the server ends
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server ends");
        }
    }

    /** For what nobody can guess. */
    Verdict quickly(InetAddress from, BooleanSupplier isRight) {
        return quickly(patience, from, isRight);
    }

    /** For a password where there is none. */
    Verdict wrong(InetAddress from) {
        return quickly(from, () -> false);
    }

    /** For a token that nobody has ever made here. */
    Verdict wrongToken(InetAddress from) {
        return quickly(withTokens, from, () -> false);
    }

    private static Verdict quickly(Patience patience, InetAddress from, BooleanSupplier isRight) {
        Duration pause = patience.wait(from);
        if (!pause.isZero()) {
            return new Verdict.Later(pause);
        }
        if (isRight.getAsBoolean()) {
            patience.succeeded(from);
            return new Verdict.Correct();
        }
        patience.failed(from);
        return new Verdict.Wrong();
    }

    private Verdict inTurn(Supplier<Verdict> judgement) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return new Verdict.Later(BUSY);
        }
        try {
            turn.acquire();
            try {
                return aside(judgement);
            } finally {
                turn.release();
            }
        } catch (InterruptedException e) { // the server ends
            Thread.currentThread().interrupt();
            return new Verdict.Later(BUSY);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** On a thread of the system, which shares processors: on a virtual one it would hold up all answers meanwhile. */
    private static <T> T aside(Supplier<T> hashing) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(hashing::get);
        Thread.ofPlatform().name("password").daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password cannot be hashed", e);
        }
    }
}
