package org.polymeter.codec.observation;

/**
 * Receives what a decoder finds, in the order the meter sent it.
 *
 * <p>Arguments are primitives and borrowed bytes so that decoding makes no garbage; copy what you
 * keep. {@link Telegram} is the collector.
 */
public interface ObservationSink {

    /** Which dialect the telegram is written in and who wrote it, e.g. {@code ISK5\2M550T-1012}. */
    void identification(byte[] bytes, int offset, int length);

    /** When the telegram says it was made; {@link Deviation} explains the second argument. */
    void time(long localSecond, int deviation);

    /** {@code mantissa × 10^scale unit}, so that no digit the meter sent is lost. */
    void amount(Obis obis, long mantissa, int scale, Unit unit);

    /** The capture time of the amount that was reported last (gas registers, peaks, logs). */
    void capturedAt(long localSecond, int deviation);

    /**
     * The amount that was reported last is not the present one: it stands in the row with this stamp
     * of a history that the meter keeps (monthly peaks, closing values).
     */
    default void rowAt(long localSecond, int deviation) {}

    /** A text or octet-string; hex-coded ASCII of P1 comes decoded. */
    void text(Obis obis, byte[] bytes, int offset, int length);

    /** A date and time that is a value of its own, such as the COSEM clock object. */
    void clock(Obis obis, long localSecond, int deviation);

    /** A text that the telegram does not name, such as a list version. */
    default void unnamed(byte[] bytes, int offset, int length) {}

    /**
     * What the protocol calls the observation that was reported last, where it has no OBIS code: a
     * label of Linky ({@code EAST}), a quantity of M-Bus ({@code Energy}).
     */
    default void label(String label) {}

    /**
     * Where the observation that was reported last stands in a memory that keeps several of a kind
     * (M-Bus, EN 13757-3 6.3).
     *
     * @param storage 0 is the present value, others are earlier ones
     * @param tariff 0 is the total
     * @param device sub-unit of the meter, 0 is the meter itself
     */
    default void slot(Function function, long storage, int tariff, int device) {}

    /**
     * The status word that stands beside the observation that was reported last (SML). What its bits
     * mean is the maker's secret.
     */
    default void statusWord(long word) {}

    /** How many bytes the amount that was reported last took on the wire; some meters err by it. */
    default void wireWidth(int bytes) {}

    /**
     * The protocol says more of the observation that was reported last than its label does (one phase
     * by the manufacturer's own code, a limit, a date in place of the value), so it is not simply what
     * the label says.
     */
    default void qualified() {}

    /**
     * Who sent the message, where the message says so outside its values: an M-Bus header, a system
     * title, the server id of SML.
     *
     * @param scheme see docs/profile.md, Identity: {@code mbus}, {@code title}, {@code sml}
     */
    default void sender(String scheme, String text) {}

    /** What is metered, where the message says so: a word of docs/profile.md, such as {@code heat}. */
    default void medium(String medium) {}

    /** The name of the list that is sent, where lists have one (DLMS: 0-8:25.9.0). */
    default void list(Obis name) {}

    /**
     * How the list names its values (DLMS): {@code objects} by definitions that precede them, {@code
     * descriptors} by one before each, {@code named} by OBIS codes, {@code bare} not at all.
     */
    default void form(String form) {}

    /**
     * The list carries no codes; that of this kind of meter has told what its values mean.
     *
     * @param kind see {@link ListLayout#kind}
     */
    default void layout(String kind) {}

    /**
     * The bytes that the observation reported last was read from, where they are evidence of their
     * own: a sub-meter's value line, an entry of a log. Offset within the payload.
     */
    default void record(int offset, int length) {}

    /**
     * The amount that was reported last stands in these bytes and depends on no others; and had they
     * said another number in the same notation, nothing else of the telegram would be different. So the
     * next telegram, if the rest of it is the same, need not be decoded.
     *
     * @param offset within the payload
     */
    default void written(int offset, int length, NumberNotation notation) {}

    /** Likewise, of the time that was reported last: of the telegram, a clock, a capture or a row. */
    default void written(int offset, int length, TimeNotation notation) {}

    /**
     * Nothing depends on the last bytes of this part, unless they prove that it is not intact.
     *
     * @param width how many bytes of it are the checksum
     */
    default void checked(int offset, int length, int width, Checksum checksum) {}

    /** Whatever stands in these bytes, nothing of the telegram depends on it: a count of messages. */
    default void silent(int offset, int length) {}

    /** Something odd that did not stop the decoder. */
    default void warning(int offset, String message) {}

    /** Whether {@link #field}, {@link #open}, {@link #close} and {@link #opened} are listened to. */
    default boolean isExplained() {
        return true;
    }

    /** A stretch of the payload that has been understood, for tools that explain captures. */
    default void field(int offset, int length, String label) {}

    /** Until {@link #close}, all fields are parts of one thing, such as a structure. */
    default void open(int offset, String label) {}

    /** The thing opened last ends before this offset. */
    default void close(int offset) {}

    /**
     * From here on, fields are those of a text that was decrypted, at the same offsets. The field before
     * it is the ciphertext.
     *
     * @param offset of its first byte in the payload
     * @param sealed how many of its bytes were encrypted
     * @param bytes hold the text from {@code from} on; borrowed
     */
    default void opened(int offset, int sealed, byte[] bytes, int from, int length) {}

    /** Where the observation that was reported last stands, if its field is not the one before it. */
    default void at(int offset) {}
}
