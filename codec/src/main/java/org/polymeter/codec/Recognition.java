package org.polymeter.codec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Ciphering;

/**
 * Listens to a wire in order to tell what it carries: a {@link Finding}, or a {@link Symptom} of what is
 * wrong. Not thread-safe.
 */
public final class Recognition {

    /** Frames closer together belong to one burst. */
    private static final long LONGEST_BURST_MILLIS = 400;

    private final MeterStream stream;
    private final LineTally tally = new LineTally();
    private long now;

    private @Nullable Link link;
    private boolean sevenBits;
    private int frames;
    private boolean checked;
    private final MeterStream.Options options;
    private int sealed;
    private int opened;
    private @Nullable Diagnosis verdict;
    private boolean examined; // once is enough
    private String identification = "";
    private String meter = "";
    private int values;
    private @Nullable Ciphering ciphering;
    private long lastFrame = Long.MIN_VALUE;
    private long interval;
    private long damaged;
    private long cut;

    /** Has heard nothing yet; {@code options}: such as keys, or a link that is known. */
    public Recognition(MeterStream.Options options) {
        this.options = options;
        stream = MeterStream.of(options, new Ear());
        link = options.link() == Link.AUTO ? null : options.link();
    }

    /**
     * Takes the next bytes.
     *
     * @param millis when they came, counted from anywhere; always the same where time is unknown
     */
    public void feed(byte[] bytes, int offset, int length, long millis) {
        now = millis;
        tally.count(bytes, offset, length);
        stream.feed(bytes, offset, length);
    }

    /** The wire fell silent, or closed. */
    public void end() {
        stream.end();
    }

    /** What it carries, as far as that is known. */
    public Optional<Finding> finding() {
        return link == null || frames == 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        link,
                        sevenBits,
                        frames,
                        checked,
                        sealed,
                        opened,
                        Optional.ofNullable(verdict),
                        identification,
                        meter,
                        values,
                        Optional.ofNullable(ciphering),
                        interval));
    }

    /** Why nothing is found, most likely. */
    public Symptom symptom() {
        return tally.symptom(damaged, cut);
    }

    /** How many bytes were heard. */
    public long bytes() {
        return tally.total();
    }

    /** Per cent of them that are printable ASCII. */
    public int printablePercent() {
        return tally.printablePercent();
    }

    private final class Ear implements MeterStream.Listener {

        @Override
        public void found(Link recognised) {
            link = recognised;
            frames = 0;
            sealed = 0;
            opened = 0;
            verdict = null;
            examined = false;
            checked = false;
            identification = "";
            meter = "";
            values = 0;
            ciphering = null;
            interval = 0;
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            intact(frame.integrity() != Integrity.UNCHECKED);
            opened += frame.seal() == Seal.NONE ? 0 : 1;
            identification = telegram.identification().isEmpty() ? identification : telegram.identification();
            meter = telegram.model().isEmpty() ? meter : telegram.model();
            values = Math.max(values, telegram.size());
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            switch (trouble) {
                case Trouble.Skipped skipped -> {
                    damaged += skipped.why() == Noise.BAD_CHECKSUM ? skipped.length() : 0;
                    cut += skipped.why() == Noise.CUT_SHORT ? skipped.length() : 0;
                }
                case Trouble.Rejected rejected -> {
                    intact(link != Link.APDU && link != Link.P1);
                    boolean closed = rejected.fault().problem() == Problem.NO_KEY
                            || rejected.fault().problem() == Problem.DECRYPT;
                    sealed += closed ? 1 : 0;
                    if (closed && !examined && options.keys().encryption().isPresent()) {
                        examine(evidence);
                    }
                    rejected.ciphering().ifPresent(header -> ciphering = header);
                }
            }
        }

        private void examine(byte[] evidence) {
            examined = true;
            Diagnosis diagnosis = KeyDoctor.examine(options.over(link == null ? Link.AUTO : link), evidence);
            verdict = diagnosis.isAboutKeys() ? diagnosis : null;
        }

        private void intact(boolean proven) {
            frames++;
            checked |= proven;
            sevenBits = tally.isSevenBitText();
            if (lastFrame != Long.MIN_VALUE && now - lastFrame > LONGEST_BURST_MILLIS) {
                interval = interval == 0 ? now - lastFrame : Math.min(interval, now - lastFrame);
            }
            lastFrame = now;
        }
    }
}
