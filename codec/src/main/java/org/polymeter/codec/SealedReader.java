package org.polymeter.codec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.p1.P1Anatomy;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.SealedAnatomy;
import org.polymeter.codec.security.SealedAnatomy.Tag;
import org.polymeter.codec.security.Unsealer;
import org.polymeter.codec.security.Unsealer.Result;

/**
 * Opens frames whose payload is sealed and passes on what is in them; all others pass as they are.
 * Stands behind the joiner of blocks: a message is opened whole.
 *
 * <p>Nothing gets past that a flipped bit could have changed: either the tag proves the text, or the
 * text has to make sense to its last byte.
 */
final class SealedReader implements FrameSink {

    /** A text without a telegram, opened by a wrong key. */
    private static final String WRONG_KEY = "%s once it is decrypted: the key is of another meter, or mistyped";

    /** In a stream cipher a flipped bit is one of the text, and nobody would notice. */
    private static final String UNPROVEN =
            "a checksum in the P1 telegram, or a tag and the authentication key that verifies it";

    private static final int LLC_BYTES = 3;

    /** Of a text under the seal. */
    private static final Anatomy P1 =
            (bytes, offset, length, out) -> new P1Anatomy().describe(bytes, offset, length, out);

    private final Unsealer unsealer;
    private final TelegramReader clear;
    private final TelegramReader texts;
    private final Optional<TelegramReader> notifications;
    private final boolean checkChecksums;
    private @Nullable P1Text p1; // most meters seal something else
    private final Frame opened = new Frame();
    private final Frame plaintext = new Frame();
    private final Envelope envelope;

    /**
     * A reader that opens frames.
     *
     * @param clear reads what was not sealed
     * @param texts reads P1 telegrams that were
     * @param notifications reads DLMS notifications that were; empty where none are to be believed,
     *     because any bytes that look like a sealed message come here
     */
    SealedReader(
            Keys keys,
            boolean checkChecksums,
            TelegramReader clear,
            TelegramReader texts,
            Optional<TelegramReader> notifications) {
        this.unsealer = new Unsealer(keys);
        this.envelope = Envelope.of(unsealer);
        this.clear = clear;
        this.texts = texts;
        this.notifications = notifications;
        this.checkChecksums = checkChecksums;
    }

    @Override
    public void frame(Frame frame) {
        byte[] bytes = frame.payload();
        int skipped = llc(frame);
        int at = frame.payloadOffset() + skipped;
        int length = frame.payloadLength() - skipped;
        if (!Unsealer.isSealed(bytes, at, length)) {
            clear.frame(frame);
            return;
        }
        Result result = unsealer.open(bytes, at, length);
        switch (result) {
            case REFUSED -> refuse(frame, unsealer.fault());
            case TAG_WRONG -> refuse(frame, fault(tagWrong()), Tag.WRONG);
            case PROVEN, OPENED -> contents(frame, result == Result.PROVEN);
        }
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        clear.noise(streamOffset, length, why);
    }

    /** Adapters that take HDLC off may leave its LLC header. */
    private static int llc(Frame frame) {
        byte[] bytes = frame.payload();
        int at = frame.payloadOffset();
        boolean there = frame.payloadLength() > LLC_BYTES
                && bytes[at] == (byte) 0xE6
                && (bytes[at + 1] == (byte) 0xE7 || bytes[at + 1] == (byte) 0xE6)
                && bytes[at + 2] == 0;
        return there ? LLC_BYTES : 0;
    }

    private void contents(Frame frame, boolean proven) {
        byte[] text = unsealer.text();
        int length = unsealer.textLength();
        if (!proven && unsealer.isDowngraded()) {
            refuse(frame, fault("a tag, as this meter has sent before"));
        } else if (P1Text.begins(text, length)) {
            text(frame, proven);
        } else if (notifications.isPresent()) {
            notification(frame, notifications.get(), proven);
        } else if (proven) {
            refuse(frame, new Fault(0, Problem.UNEXPECTED, "a P1 telegram under the seal"), Tag.VERIFIED);
        } else {
            refuse(frame, fault(WRONG_KEY.formatted(expected())));
        }
    }

    private void notification(Frame frame, TelegramReader reader, boolean proven) {
        opened.payload(unsealer.text(), 0, unsealer.textLength())
                .integrity(proven ? Integrity.CHECKED : frame.integrity());
        decode(frame, reader, proven, Chains.WHOLE);
        if (proven || reader.isWhole()) {
            pass(reader, proven);
        } else {
            refuse(frame, fault(WRONG_KEY.formatted(expected())));
        }
    }

    private void text(Frame frame, boolean proven) {
        P1Text finder = p1();
        switch (finder.read(unsealer.text(), unsealer.textLength())) {
            case SOUND -> {
                Frame telegram = finder.telegram();
                boolean tagged = proven || unsealer.isProvenByLuxembourg();
                Integrity integrity = strongest(frame, telegram, tagged);
                if (checkChecksums && integrity == Integrity.UNCHECKED) {
                    refuse(frame, new Fault(0, Problem.UNEXPECTED, UNPROVEN));
                    return;
                }
                opened.payload(telegram.payload(), telegram.payloadOffset(), telegram.payloadLength())
                        .integrity(integrity);
                decode(frame, texts, tagged, P1);
                pass(texts, tagged);
            }
            case BAD_CHECKSUM -> clear.noise(frame.streamOffset(), frame.consumed(), Noise.BAD_CHECKSUM);
            case OTHER -> refuse(frame, fault(WRONG_KEY.formatted(expected())));
        }
    }

    private P1Text p1() {
        P1Text finder = p1;
        if (finder == null) {
            finder = new P1Text(checkChecksums);
            p1 = finder;
        }
        return finder;
    }

    /** The link's checksum, the tag, or the text's own checksum: one is enough. */
    private static Integrity strongest(Frame frame, Frame telegram, boolean proven) {
        if (proven || frame.integrity() == Integrity.CHECKED) {
            return Integrity.CHECKED;
        }
        return telegram.integrity();
    }

    /** Reads what was opened; nothing of it comes out yet. */
    private void decode(Frame frame, TelegramReader reader, boolean proven, Anatomy link) {
        opened.raw(frame.raw(), frame.rawOffset(), frame.rawLength())
                .at(frame.streamOffset(), frame.consumed())
                .link(frame.link())
                .seal(proven ? Seal.PROVEN : Seal.OPENED);
        envelope.clear();
        if (reader.isExplaining()) {
            envelope.hold(new Envelope.Contents(
                    frame, seal(proven), plaintext.payload(unsealer.text(), 0, unsealer.textLength()), link));
        }
        reader.decode(opened, envelope);
    }

    private void pass(TelegramReader reader, boolean proven) {
        if (!unsealer.accept(proven)) {
            envelope.note("the frame counter did not rise: an old message was sent again, or the meter has a new key");
        }
        if (!proven && unsealer.isTagged()) {
            envelope.note("not authenticated: there is a tag, but no authentication key to verify it with");
        }
        if (unsealer.isBroadcast()) {
            envelope.note("sealed with the broadcast key, which all meters of an operator share");
        }
        if (unsealer.trailing() > 0) {
            envelope.note(unsealer.trailing() + " bytes after the sealed message");
        }
        reader.report(opened, envelope);
    }

    /** Which of the two keys is wrong shows in the text. */
    private String tagWrong() {
        byte[] text = unsealer.text();
        int length = unsealer.textLength();
        boolean readable = P1Text.begins(text, length)
                ? p1().read(text, length) == P1Text.Verdict.SOUND
                : new NotificationDecoder().isWhole(text, 0, length);
        if (!readable) {
            return "a tag that matches: the encryption key is wrong or of another meter, or the message was changed";
        }
        return unsealer.isEncrypted()
                ? "a tag that matches: the encryption key is right, but the authentication key is not,"
                        + " or the message was changed"
                : "a tag that matches: a key is wrong, or the message was changed";
    }

    private String expected() {
        return notifications.isPresent() ? "a notification" : "a P1 telegram";
    }

    private static Fault fault(String expected) {
        return new Fault(0, Problem.DECRYPT, expected);
    }

    private void refuse(Frame frame, Fault fault) {
        refuse(frame, fault, fault.problem() == Problem.NO_KEY ? Tag.NO_KEY : Tag.UNVERIFIED);
    }

    /** In an explanation the header is read all the same: what cannot be is the text, or its tag. */
    private void refuse(Frame frame, Fault fault, Tag tag) {
        int text = fault.offset() > 0 ? fault.offset() : unsealer.textOffset();
        int at = llc(frame) + text + (tag == Tag.WRONG ? unsealer.textLength() : 0);
        String contents = switch (tag) {
            case NO_KEY -> "";
            case WRONG, UNVERIFIED -> "the keys that are given do not open it";
            case VERIFIED -> "not what is read here";
        };
        SealedAnatomy seal = new SealedAnatomy(tag, contents);
        notifications.orElse(texts).refuse(frame, fault, unsealer.ciphering(), seal, at);
    }

    private SealedAnatomy seal(boolean proven) {
        return new SealedAnatomy(proven ? Tag.VERIFIED : Tag.UNVERIFIED, "see the plaintext");
    }
}
