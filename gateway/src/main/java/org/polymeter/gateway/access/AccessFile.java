package org.polymeter.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.profile.JsonWriter;

/**
 * {@code access.json} in the data folder: who is known here. There are only hashes in it.
 *
 * <pre>
 *   {"password":"pbkdf2-sha512$…","tokens":[{"id":…,"name":…,"right":"read","made":…,"ends":…,"hash":…}]}
 * </pre>
 */
record AccessFile(Path path) {

    static AccessFile in(Path data) {
        return new AccessFile(data.resolve("access.json"));
    }

    /** Changes whenever the file does; empty if there is none. */
    String version() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Nobody if there is no file.
     *
     * @throws IOException if there is one that makes no sense: nobody is let in then, rather than everybody
     */
    Accounts read() throws IOException {
        try {
            return accounts(Fields.read(Files.readAllBytes(path)));
        } catch (NoSuchFileException e) {
            return Accounts.NONE;
        } catch (IOException e) {
            throw new IOException(
                    "cannot read who may come in from " + path + ": " + e.getMessage()
                            + " – 'polymeter password --reset' begins anew",
                    e);
        }
    }

    void write(Accounts accounts) throws IOException {
        JsonWriter json = new JsonWriter().openObject();
        accounts.password().ifPresent(hash -> json.key("password").value(hash.text()));
        json.key("tokens").openArray();
        for (ApiToken token : accounts.tokens()) {
            json.openObject().key("id").value(token.id());
            json.key("name").value(token.name());
            json.key("right").value(word(token.right()));
            json.key("made").value(token.made().toString());
            token.ends().ifPresent(end -> json.key("ends").value(end.toString()));
            json.key("hash").value(token.hash()).closeObject();
        }
        PrivateFile.write(path, json.closeArray().closeObject().toBytes());
    }

    private static Accounts accounts(Fields file) throws IOException {
        Optional<PasswordHash> password = Optional.empty();
        if (file.has("password")) {
            password = PasswordHash.parse(file.required("password"));
            if (password.isEmpty()) {
                throw new IOException("the password is not hashed in a way known here");
            }
        }
        List<ApiToken> tokens = new ArrayList<>();
        for (Fields each : file.list("tokens")) {
            Optional<Instant> ends = each.has("ends") ? Optional.of(each.time("ends")) : Optional.empty();
            tokens.add(new ApiToken(
                    each.required("id"),
                    each.required("name"),
                    right(each.required("right")).orElse(Right.NONE),
                    each.time("made"),
                    ends,
                    each.required("hash")));
        }
        return new Accounts(password, tokens);
    }

    /** {@code read}, {@code inspect} or {@code change}. */
    static String word(Right right) {
        return right.name().toLowerCase(Locale.ROOT);
    }

    /** A right that a token can have. */
    static Optional<Right> right(String word) {
        return List.of(Right.READ, Right.INSPECT, Right.CHANGE).stream()
                .filter(right -> word(right).equals(word))
                .findFirst();
    }
}
