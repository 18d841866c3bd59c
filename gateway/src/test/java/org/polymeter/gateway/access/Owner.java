package org.polymeter.gateway.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.http.Right;

/** For tests of gateways: who has a password and tokens before they start. */
public final class Owner {

    public static final String PASSWORD = "Seventeen-Otters-Swim";

    /** That of {@link #PASSWORD}, so that it need not be made for each test. */
    private static final String HASH = "pbkdf2-sha512$210000$c2FsdCBvZiB0aGUgdGVzdA==$"
            + "100rulTBGgIoXxt5rlE6ByGHbI9DSFVxJak6QCaNW4w+9Bm/OIcJAePBOvm/743WcF6yLOy56FuOEHHkeFwfLA==";

    private Owner() {}

    /** There is a password in this data folder. */
    public static void settle(Path data) throws IOException {
        AccessFile file = AccessFile.in(data);
        file.write(file.read().with(PasswordHash.parse(HASH).orElseThrow()));
    }

    /** A program's token in this data folder, where there is a password from now on. */
    public static String token(Path data, Right right) throws IOException {
        settle(data);
        AccessFile file = AccessFile.in(data);
        Accounts accounts = file.read();
        String text = "polymeter_" + Nonce.make();
        List<ApiToken> tokens = new ArrayList<>(accounts.tokens());
        tokens.add(new ApiToken(
                Nonce.id(), "test " + tokens.size(), right, Instant.EPOCH, Optional.empty(), Nonce.hash(text)));
        file.write(accounts.with(tokens));
        return text;
    }

    /** What a server streams to who shows this token. */
    public static InputStream stream(URI address, String token) throws IOException {
        URLConnection connection = address.toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        return connection.getInputStream();
    }
}
