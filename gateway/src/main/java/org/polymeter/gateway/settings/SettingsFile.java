package org.polymeter.gateway.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.Place;
import org.polymeter.gateway.config.PortCheck;
import org.polymeter.gateway.config.Problem;
import org.polymeter.gateway.config.ReadFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration file of a program that runs. A change, by whomever, is checked first: a sound one is applied, of
 * another one the reasons are told, and what was in force stays so.
 */
public final class SettingsFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    /** How soon an edit by hand is noticed. */
    private static final Duration GLANCE = Duration.ofSeconds(2);

    /** What is in force where there is no file yet. */
    private static final String FIRST = """
            # Polymeter: what is read, and where it goes. polymeter.example.yaml shows all there is.
            sources: []
            outputs:
              - type: broker
              - type: http
            """;

    /**
     * What the file is now.
     *
     * @param exists false: nothing was saved yet
     * @param text with its secrets
     * @param problems why the text is not in force; empty if it is
     * @param atNextStart keys of which the text says something else than what is in force until then
     */
    record State(boolean exists, String text, String revision, List<Problem> problems, List<String> atNextStart) {}

    /**
     * A change that was made.
     *
     * @param warnings what may yet turn up, such as a cable
     */
    record Done(String revision, Changes changes, List<String> warnings) {}

    /** Makes another configuration of one. */
    interface Edit {
        Tree.Branch of(Tree.Branch now) throws Refusal;
    }

    private final FileText file;
    private final String name;
    private final Path folder;
    private final ConfigReader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Configuration configuration;
    private State state;
    private String stamp;

    /** Whether the state is that of a text from before, as that of now cannot be read. */
    private boolean isUnreadable;

    private @Nullable Live live;
    private @Nullable Thread watch;

    private SettingsFile(FileText file, ConfigReader reader, Optional<String> text) throws ConfigException {
        this.file = file;
        this.name = String.valueOf(file.path().getFileName());
        this.folder = Optional.ofNullable(file.path().getParent()).orElse(Path.of(""));
        this.stamp = file.stamp();
        String now = text.orElse(FIRST);
        this.configuration = reader.read(name, folder, now);
        this.reader = reader.ofRunning(configuration);
        this.state = new State(text.isPresent(), now, FileText.revision(now), List.of(), List.of());
    }

    /**
     * Reads a file; where there is none, an empty gateway with a broker and the web app is in force, and the first
     * change that is saved makes one.
     *
     * @throws ConfigException if anything at all is wrong with it
     */
    public static SettingsFile open(Path path, ConfigReader reader) throws IOException, ConfigException {
        FileText file = new FileText(path);
        Optional<String> text;
        try {
            text = file.read();
        } catch (IOException e) {
            reader.read(path); // which says why, with advice
            throw e;
        }
        return new SettingsFile(file, reader, text);
    }

    /** What is in force. */
    public Configuration configuration() {
        return configuration;
    }

    /** Whether there is a file. */
    public boolean exists() {
        return state().exists;
    }

    /** From now on changes reach that one, and edits by hand are noticed. */
    public void follow(Live gateway) {
        lock.lock();
        try {
            live = gateway;
            watch = Thread.ofVirtual().name("settings").start(this::watch);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Thread watching = watch;
        if (watching != null) {
            watching.interrupt();
        }
    }

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    String name() {
        return name;
    }

    /**
     * Puts a text in the place of the file's.
     *
     * @param text secrets that it hides are those of the text before
     * @param revision of the text that it was made from; empty: of any
     */
    Done replace(String text, Optional<String> revision) throws Refusal {
        return whole(() -> {
            expect(revision);
            return save(Masks.lifted(text, state.text, name));
        });
    }

    /** Changes what the file says, and as little as possible of how it looks. */
    Done edit(Edit edit, Optional<String> revision) throws Refusal {
        return whole(() -> {
            expect(revision);
            if (!state.problems.isEmpty()) {
                throw new Refusal(
                        Refusal.Kind.UNSOUND,
                        name + " cannot be used as it is now, so that the settings before are still in force. Mend it"
                                + " first.",
                        state.problems);
            }
            if (!(YamlText.of(state.text).tree() instanceof Tree.Branch now)) {
                throw new Refusal(Refusal.Kind.UNSOUND, "The file is no block of 'key: value'.");
            }
            return save(YamlEdit.of(state.text, edit.of(now)));
        });
    }

    private interface Change {
        Done make() throws Refusal;
    }

    /** A web app that closes interrupts who saves by it; files that an interrupted thread reads or writes are closed. */
    private Done whole(Change change) throws Refusal {
        lock.lock();
        try {
            boolean wasInterrupted = Thread.interrupted();
            try {
                return change.make();
            } finally {
                if (wasInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void expect(Optional<String> revision) throws Refusal {
        glance();
        if (revision.isPresent() && !revision.get().equals(state.revision)) {
            throw new Refusal(
                    Refusal.Kind.OUTDATED,
                    name + " was changed meanwhile, here or by hand. Load it again, and make your change once more.");
        }
    }

    private Done save(String entered) throws Refusal {
        KeyFolder keys = new KeyFolder(configuration.data().resolve("keys"), folder);
        boolean saved = false;
        try {
            String text = withoutSecrets(entered, keys);
            Configuration wanted = checked(text);
            file.write(text);
            saved = true;
            stamp = file.stamp();
            return apply(text, wanted);
        } catch (IOException e) {
            String words = WriteFailure.words(e, file.path());
            LOG.warn("settings: {}", words);
            throw new Refusal(Refusal.Kind.UNSAVED, words);
        } finally {
            if (!saved) {
                keys.undo();
            }
        }
    }

    private String withoutSecrets(String text, KeyFolder keys) throws Refusal, IOException {
        YamlText yaml;
        try {
            yaml = YamlText.of(text);
        } catch (Refusal e) {
            return text; // the reader says it better, or there is an anchor
        }
        if (!(yaml.tree() instanceof Tree.Branch wanted)) {
            return text;
        }
        Tree before;
        try {
            before = YamlText.of(state.text).tree();
        } catch (Refusal e) {
            return text;
        }
        return YamlEdit.of(text, keys.moved(wanted, before));
    }

    private Configuration checked(String text) throws Refusal {
        Configuration wanted;
        try {
            wanted = reader.read(name, folder, text);
        } catch (ConfigException e) {
            throw new Refusal(Refusal.Kind.UNSOUND, "Nothing was changed: " + count(e.problems()) + ".", e.problems());
        }
        List<Problem> fatal = PortCheck.of(wanted, configuration).fatal();
        if (!fatal.isEmpty()) {
            throw new Refusal(Refusal.Kind.UNSOUND, "Nothing was changed: " + count(fatal) + ".", fatal);
        }
        return wanted;
    }

    private Done apply(String text, Configuration wanted) {
        List<String> warnings = PortCheck.of(wanted, configuration).later().stream()
                .map(Problem::message)
                .toList();
        Live gateway = live;
        Changes changes = new Changes();
        if (gateway == null) {
            changes.failed("the program is still starting");
        } else {
            take(wanted, gateway, changes);
        }
        configuration = wanted;
        isUnreadable = false;
        state = new State(true, text, FileText.revision(text), List.of(), changes.atNextStart());
        changes.applied().forEach(what -> LOG.info("settings: {}", what));
        changes.failed().forEach(what -> LOG.warn("settings: {}", what));
        if (!changes.atNextStart().isEmpty()) {
            LOG.info("settings: at the next start: {}", String.join(", ", changes.atNextStart()));
        }
        return new Done(state.revision, changes, warnings);
    }

    /** The text is that of the file already, whatever comes: the next change tries again what failed. */
    private static void take(Configuration wanted, Live gateway, Changes changes) {
        try {
            gateway.take(wanted, changes);
        } catch (RuntimeException e) {
            LOG.error("settings: a change was not made whole, by a fault of ours", e);
            changes.failed(
                    "not all of it could be applied, by a fault of ours; the log tells more. The next change tries"
                            + " again, and so does the next start");
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(GLANCE);
                lock.lock();
                try {
                    glance();
                } catch (RuntimeException e) { // a bug here must not end the watch
                    LOG.error("settings: going on after a fault of ours", e);
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("settings: no longer watched", e);
        }
    }

    /** Whoever edits by hand may have saved half of it: then the rest comes soon, and counts. */
    private void glance() {
        String now = file.stamp();
        if (now.equals(stamp)) {
            return;
        }
        Optional<String> read;
        try {
            read = file.read();
        } catch (IOException e) {
            LOG.debug("settings: cannot read {}", name, e);
            miss(now);
            return;
        }
        stamp = now;
        String text = read.orElse(state.text);
        if (isUnreadable || !text.equals(state.text)) {
            take(text);
        }
    }

    private void take(String text) {
        try {
            Configuration wanted = checked(text);
            LOG.info("settings: {} was edited", name);
            apply(text, wanted);
        } catch (Refusal e) {
            isUnreadable = false;
            state = new State(true, text, FileText.revision(text), e.problems(), state.atNextStart);
            LOG.warn("settings: {} was edited and is not sound; what was in force stays so", name);
            e.problems().forEach(problem -> LOG.warn("settings: {}", problem));
        }
    }

    /**
     * It is there, but cannot be read. Rights may change without the stamp, so each glance tries again, and only what
     * is new is told.
     */
    private void miss(String now) {
        String message = "cannot read it: " + ReadFailure.reason(file.path())
                + " – save it as UTF-8, and let the user that Polymeter runs as read it";
        List<Problem> problems = List.of(new Problem(new Place(name, 1), message, ""));
        if (!problems.equals(state.problems)) {
            LOG.warn("settings: {}; what was in force stays so", problems.getFirst());
        }
        isUnreadable = true;
        state = new State(true, state.text, FileText.revision(now), problems, state.atNextStart);
    }

    private static String count(List<Problem> problems) {
        return problems.size() == 1 ? "there is a problem" : "there are " + problems.size() + " problems";
    }
}
