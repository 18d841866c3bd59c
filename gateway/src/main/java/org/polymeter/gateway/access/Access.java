package org.polymeter.gateway.access;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that knows the owner's password, who has signed in, and the tokens of programs. */
public final class Access implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final AccessFile file;
    private final InstantSource clock;
    private final Judge judge;
    private final Sessions sessions;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> onceOpen = new ArrayList<>();
    private final Thread watch = Thread.ofVirtual().name("access").unstarted(this::watch);
    private volatile Accounts accounts;
    private String version;
    private Optional<String> invitation = Optional.empty();

    private Access(Path data, InstantSource clock) throws IOException {
        this.file = AccessFile.in(data);
        this.clock = clock;
        this.judge = new Judge(clock);
        this.version = file.version();
        this.accounts = file.read();
        this.sessions = new Sessions(data, accounts.passwordName(), clock);
    }

    /**
     * Who is known by the files in this folder. It is looked now and then whether others change them, as the command
     * {@code polymeter password} does.
     *
     * @throws IOException if they make no sense
     */
    public static Access open(Path data, InstantSource clock) throws IOException {
        Access access = new Access(data, clock);
        access.watch.start();
        return access;
    }

    public boolean hasPassword() {
        return accounts.password().isPresent();
    }

    /** A token that lets whoever has it set the first password, once. */
    public String invite() {
        String token = Nonce.make();
        lock.lock();
        try {
            invitation = Optional.of(Nonce.hash(token));
        } finally {
            lock.unlock();
        }
        return token;
    }

    /** Runs this once there is a password. */
    void onceOpen(Runnable action) {
        lock.lock();
        try {
            if (!hasPassword()) {
                onceOpen.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    Sessions sessions() {
        return sessions;
    }

    List<ApiToken> tokens() {
        return accounts.tokens();
    }

    Instant now() {
        return clock.instant();
    }

    /** Whether this is the owner's password; wrong if there is none. */
    Verdict password(InetAddress from, String password) {
        Optional<PasswordHash> hash = accounts.password();
        if (hash.isEmpty()) {
            return judge.wrong(from);
        }
        Verdict verdict = judge.password(from, hash.get(), password);
        if (verdict instanceof Verdict.Correct && hash.get().isOutdated()) {
            renew(hash.get(), password);
        }
        return verdict;
    }

    /** Whether this is the token of the first start. */
    Verdict invitation(InetAddress from, String token) {
        lock.lock();
        try {
            Optional<String> hash = invitation;
            return judge.quickly(
                    from,
                    () -> !hasPassword()
                            && hash.filter(it -> Nonce.same(it, Nonce.hash(token)))
                                    .isPresent());
        } finally {
            lock.unlock();
        }
    }

    /** The token of this text, if there is one whose time is not over. */
    Optional<ApiToken> token(String text) {
        return known(text).filter(token -> !token.isOver(clock.instant()));
    }

    /** Somebody has shown a token that is none; one whose time is over was not guessed. */
    Verdict wrongToken(InetAddress from, String text) {
        return known(text).isPresent() ? new Verdict.Wrong() : judge.wrongToken(from);
    }

    private Optional<ApiToken> known(String text) {
        String hash = Nonce.hash(text);
        return accounts.tokens().stream()
                .filter(token -> Nonce.same(token.hash(), hash))
                .findFirst();
    }

    /** Sets the first password, unless somebody was quicker: then false. */
    boolean setFirst(String password) throws IOException {
        PasswordHash hash = judge.hash(() -> PasswordHash.of(password));
        lock.lock();
        try {
            refresh();
            if (hasPassword()) {
                return false;
            }
            change(known -> known.with(hash));
        } finally {
            lock.unlock();
        }
        opened();
        return true;
    }

    /** Sets another password; all sessions end. */
    void set(String password) throws IOException {
        PasswordHash hash = judge.hash(() -> PasswordHash.of(password));
        change(known -> known.with(hash));
    }

    /** Makes tokens more or fewer. */
    void changeTokens(UnaryOperator<List<ApiToken>> change) throws IOException {
        change(known -> known.with(change.apply(known.tokens())));
    }

    /** Looks whether the file has changed. What makes no sense changes nothing. */
    void refresh() {
        lock.lock();
        try {
            String found = file.version();
            if (!found.equals(version)) {
                version = found;
                take(file.read());
                LOG.info(
                        "access: {} has changed, and holds from now on",
                        file.path().getFileName());
            }
        } catch (IOException e) {
            LOG.warn("access: {}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void renew(PasswordHash old, String password) {
        try {
            PasswordHash renewed = judge.hash(() -> old.renewed(password));
            change(known -> known.password().filter(old::equals).isPresent() ? known.with(renewed) : known);
        } catch (IOException e) {
            LOG.warn("access: the old hash of the password stays: {}", e.toString());
        }
    }

    private void change(UnaryOperator<Accounts> change) throws IOException {
        lock.lock();
        try {
            refresh();
            Accounts changed = change.apply(accounts);
            file.write(changed);
            version = file.version();
            take(changed);
        } finally {
            lock.unlock();
        }
    }

    private void take(Accounts other) {
        accounts = other;
        sessions.follow(other.passwordName());
        if (hasPassword()) {
            invitation = Optional.empty();
        }
    }

    /** Not while locked: what is run may take its time, and ask again. */
    private void opened() {
        List<Runnable> actions;
        lock.lock();
        try {
            actions = List.copyOf(onceOpen);
            onceOpen.clear();
        } finally {
            lock.unlock();
        }
        actions.forEach(Runnable::run);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                refresh();
                if (hasPassword()) {
                    opened();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("access: closed", e);
        }
    }
}
