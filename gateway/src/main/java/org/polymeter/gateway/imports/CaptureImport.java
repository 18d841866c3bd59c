package org.polymeter.gateway.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.intake.WireIntake;

/** Reads bytes that once came out of a meter's port. Only telegrams that say when they were made are of use. */
final class CaptureImport {

    private static final int CHUNK = 16 * 1024;

    private final ImportSettings settings;
    private final Deposit deposit;
    private final Tally tally;
    private final OldFile file;

    CaptureImport(ImportSettings settings, Deposit deposit, Tally tally, OldFile file) {
        this.settings = settings;
        this.deposit = deposit;
        this.tally = tally;
        this.file = file;
    }

    /** Whether it begins as telegrams begin, or holds bytes that no text holds. */
    static boolean recognises(byte[] head) {
        int first = 0;
        while (first < head.length && (head[first] == '\r' || head[first] == '\n')) {
            first++;
        }
        if (first + 1 < head.length && head[first] == '/' && head[first + 1] != '/') {
            return true;
        }
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\r' && b != '\n' && b != '\t' && b != '\f') {
                return true;
            }
        }
        return false;
    }

    void read() throws IOException {
        Clerk clerk = new Clerk(deposit, tally, false);
        Map<Integer, MeterLabel> gas = settings.gasMeter()
                .map(id -> Map.of(
                        DsmrTelegrams.GAS_CHANNEL, new MeterLabel(Optional.of(id), Optional.empty(), Optional.empty())))
                .orElse(Map.of());
        WireIntake intake = new WireIntake(
                MeterStream.Options.auto().withKeys(settings.keys()),
                WireSettings.of(Clerk.NAMELESS, settings.zone())
                        .withClock(WireSettings.Clock.OF_ARCHIVE)
                        .withMeter(settings.meter())
                        .withSubMeters(gas),
                settings.ids(),
                Bindings.inMemory(),
                clerk::expected,
                false,
                clerk);
        byte[] chunk = new byte[CHUNK];
        InputStream in = file.bytes();
        long at = 0;
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            at += count;
            clerk.at(file.name() + ", byte " + at + " or before");
            intake.bytes(chunk, 0, count);
            tally.progress(file.position(), file.size());
        }
        intake.ended();
        deposit.flush();
        tally.progress(file.size(), file.size());
    }
}
