package org.polymeter.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.gateway.profile.JsonWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Browsers in which the owner has signed in. They survive a restart, in {@code sessions.json}: a tablet on a wall
 * need not be signed in after every update. They do not survive another password.
 */
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** Of one household; with one more, the one that has been unused for the longest ends. */
    private static final int MOST = 50;

    private final Path file;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Session> byHash = new LinkedHashMap<>();
    private String password;

    /**
     * Those of the file, if they were made with this password.
     *
     * @param password names it, {@link Accounts#passwordName}
     */
    Sessions(Path data, String password, InstantSource clock) {
        this.file = data.resolve("sessions.json");
        this.clock = clock;
        this.password = password;
        read();
    }

    /** Begins one; returns its id, which is always a new one. */
    String begin() {
        String id = Nonce.make();
        Instant now = clock.instant();
        lock.lock();
        try {
            byHash.values().removeIf(session -> session.isOver(now));
            if (byHash.size() >= MOST) {
                byHash.values().stream()
                        .min(Comparator.comparing(Session::used))
                        .ifPresent(oldest -> byHash.remove(oldest.hash()));
            }
            put(new Session(Nonce.hash(id), now, now));
            write();
        } finally {
            lock.unlock();
        }
        return id;
    }

    /** Whether this is the id of one; that is use of it. */
    boolean knows(String id) {
        String hash = Nonce.hash(id);
        Instant now = clock.instant();
        lock.lock();
        try {
            Session session = byHash.get(hash);
            if (session == null || session.isOver(now)) {
                return false;
            }
            if (now.isAfter(session.used().plus(Session.STEP))) {
                put(new Session(hash, session.made(), now));
                write();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end(String id) {
        lock.lock();
        try {
            if (byHash.remove(Nonce.hash(id)) != null) {
                write();
            }
        } finally {
            lock.unlock();
        }
    }

    void endAll() {
        lock.lock();
        try {
            byHash.clear();
            write();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all, if this is another password than they were made with. */
    void follow(String password) {
        lock.lock();
        try {
            if (!this.password.equals(password)) {
                this.password = password;
                byHash.clear();
                write();
            }
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return byHash.size();
        } finally {
            lock.unlock();
        }
    }

    private void put(Session session) {
        byHash.put(session.hash(), session);
    }

    private void read() {
        try {
            Fields fields = Fields.read(Files.readAllBytes(file));
            if (password.isEmpty() || !fields.required("password").equals(password)) {
                return;
            }
            for (Fields each : fields.list("sessions")) {
                put(new Session(each.required("hash"), each.time("made"), each.time("used")));
            }
        } catch (NoSuchFileException e) {
            LOG.debug("access: nobody is signed in", e);
        } catch (IOException e) {
            LOG.warn("access: cannot tell who was signed in, so everybody signs in anew: {}", e.getMessage());
        }
    }

    private void write() {
        JsonWriter json = new JsonWriter().openObject().key("password").value(password);
        json.key("sessions").openArray();
        for (Session session : byHash.values()) {
            json.openObject().key("hash").value(session.hash());
            json.key("made").value(session.made().toString());
            json.key("used").value(session.used().toString()).closeObject();
        }
        try {
            PrivateFile.write(file, json.closeArray().closeObject().toBytes());
        } catch (IOException e) {
            LOG.warn("access: cannot write down who is signed in, so a restart signs all out: {}", e.toString());
        }
    }
}
