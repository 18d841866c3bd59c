package org.polymeter.gateway.capture;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;

/**
 * What was found in one capture. Runs of stray bytes become one, fillers are left out, and a capture
 * in which there is nothing gets a rejection that says so.
 */
final class Findings implements Found {

    private final Report report;
    private byte[] head = new byte[0];
    private boolean anyTelegram;
    private boolean anyRejected;

    /** Stray bytes that may go on with the next trouble. */
    private @Nullable Stray stray;

    /** {@code end}: of the last bytes that belong to it, fillers between stray bytes included. */
    private record Stray(long offset, long end, String first, String looksLike) {}

    Findings(Report report) {
        this.report = report;
    }

    /** {@code head}: the first bytes, to be shown if there is nothing in them. */
    void begin(byte[] head) {
        this.head = head.clone();
    }

    boolean anyRejected() {
        return anyRejected;
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        flush();
        anyTelegram = true;
        report.telegram(telegram, frame);
    }

    @Override
    public void explained(Explanation explanation) {
        flush();
        report.explained(explanation);
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        if (Explanations.isFiller(trouble)) {
            return;
        }
        if (!Explanations.isStray(trouble)) {
            rejected(Explanations.of(trouble, evidence));
            return;
        }
        long end = trouble.streamOffset() + trouble.length();
        stray = stray == null
                ? new Stray(trouble.streamOffset(), end, FirstBytes.of(evidence), FirstBytes.looksLike(evidence))
                : new Stray(stray.offset, end, stray.first, stray.looksLike);
    }

    @Override
    public void rejected(Rejection rejection) {
        flush();
        anyRejected = true;
        report.rejected(rejection);
    }

    @Override
    public void remark(String remark) {
        flush();
        report.remark(remark);
    }

    /** What was held back goes out. */
    void flush() {
        Stray run = stray;
        if (run != null) {
            stray = null;
            rejected(Explanations.stray(run.offset, run.end - run.offset, run.first, run.looksLike));
        }
    }

    void end(long total) {
        if (!anyTelegram && !anyRejected) {
            stray = null;
            rejected(Explanations.nothing(total, head));
        }
        flush();
    }

    void unreadable(IOException e) {
        flush();
        rejected(Rejection.unreadable(why(e)));
    }

    private static String why(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
