package org.polymeter.codec.kind;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.polymeter.codec.observation.ListLayout;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Telegram.Kind;

/**
 * The kinds of meters that come with the program, in the order of {@code meters/index.txt}.
 *
 * <p>The first kind that matches is the one. New kinds are appended, so none can take a meter away
 * from another that knew it before.
 */
public final class MeterKinds {

    private static final String FOLDER = "/org/polymeter/codec/meters/";

    private static final List<MeterKind> ALL = read("index.txt")
            .lines()
            .filter(line -> !line.isBlank())
            .map(MeterKinds::load)
            .toList();

    private static final List<ListLayout> LISTS =
            ALL.stream().flatMap(kind -> kind.lists().stream()).toList();

    private MeterKinds() {}

    /** All kinds, in the order in which they are tried. */
    public static List<MeterKind> all() {
        return ALL;
    }

    /** The lists without codes of all kinds. No list has two of these layouts. */
    public static List<ListLayout> lists() {
        return LISTS;
    }

    /**
     * The kind of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static MeterKind named(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow(() -> {
            String known = ALL.stream().map(MeterKind::name).sorted().collect(Collectors.joining(", "));
            return new IllegalArgumentException("no kind of meter is named " + name + "; known: " + known);
        });
    }

    /**
     * A kind from the text of a {@code .meter} file of the user's own.
     *
     * @throws IllegalArgumentException with file and line, if the text is not a kind of meter
     */
    public static MeterKind parse(String name, String text) {
        return MeterFile.parse(name, text, MeterKinds::resource);
    }

    /** The kind that a telegram gives away, link being what its frame says of the addresses. */
    public static Optional<MeterKind> identify(Telegram telegram, long link) {
        for (int i = 0; i < ALL.size(); i++) {
            if (ALL.get(i).matches(telegram, link)) {
                return Optional.of(ALL.get(i));
            }
        }
        return Optional.empty();
    }

    /** States scale and unit of every amount that the telegram left open, as far as its kind is known. */
    public static void complete(Telegram telegram, long link) {
        identify(telegram, link).ifPresentOrElse(kind -> kind.complete(telegram), () -> remarkOpen(telegram));
    }

    /**
     * For a telegram of an unknown kind: what it left open stays open, so that no number is published
     * a thousand times too large, and a remark says why.
     */
    public static void remarkOpen(Telegram telegram) {
        for (int i = 0; telegram.isOpen() && i < telegram.size(); i++) {
            if (isOpen(telegram, i)) {
                telegram.remark("scale of " + telegram.obis(i)
                        + " is not in the telegram and the meter is not known: state its kind");
            }
        }
    }

    static boolean isOpen(Telegram telegram, int index) {
        return telegram.kind(index) == Kind.AMOUNT && telegram.unit(index).isUnstated();
    }

    private static MeterKind load(String name) {
        return parse(name, resource(name));
    }

    private static String resource(String name) {
        return read(name + ".meter");
    }

    private static String read(String file) {
        try (InputStream in = MeterKinds.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
