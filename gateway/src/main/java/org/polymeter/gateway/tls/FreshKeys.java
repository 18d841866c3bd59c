package org.polymeter.gateway.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a server's certificate to whoever calls. One that is replaced on disk, as certbot does every two months, is
 * taken up by the next caller; if it is not sound, the old one stays. One that is made here is made aside, and callers
 * see the old one meanwhile.
 */
final class FreshKeys extends X509ExtendedKeyManager {

    private static final Logger LOG = LoggerFactory.getLogger(FreshKeys.class);

    /** Files are not looked at more often. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** Making one is a burden to the machine; what fails once will fail again soon. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofHours(1);

    private final Identity identity;
    private final InstantSource clock;
    private ServerKey former;
    private ServerKey current;
    private int number;
    private String version;
    private Instant looked;
    private Instant attempted = Instant.EPOCH;
    private boolean isMaking;

    FreshKeys(Identity identity, InstantSource clock) throws IOException {
        this.identity = identity;
        this.clock = clock;
        this.current = identity.key(clock);
        this.former = current;
        this.version = identity.version();
        this.looked = clock.instant();
    }

    /** Names the one of now, if it is of this type: {@code EC}, {@code RSA}. */
    private synchronized @Nullable String alias(String keyType) {
        Instant now = clock.instant();
        if (Duration.between(looked, now).abs().compareTo(LOOK) >= 0) {
            looked = now;
            look(now);
        }
        String type = current.chain().getFirst().getPublicKey().getAlgorithm();
        return Arrays.asList(keyType.split("_", -1)).contains(type) ? "" + number : null;
    }

    /** Who has chosen one just before it was replaced shall get chain and key of the same. */
    private synchronized ServerKey named(String alias) {
        return alias.equals("" + number) ? current : former;
    }

    private void look(Instant now) {
        switch (identity) {
            case Identity.Own own -> {
                if (!own.version().equals(version)) {
                    renew();
                }
            }
            case Identity.Generated generated -> {
                boolean endsSoon = now.isAfter(current.ends().minus(GeneratedKey.RENEWED_BEFORE));
                if (endsSoon || !generated.version().equals(version)) {
                    renewAside(now);
                }
            }
        }
    }

    private void renewAside(Instant now) {
        if (isMaking || Duration.between(attempted, now).abs().compareTo(BETWEEN_ATTEMPTS) < 0) {
            return;
        }
        attempted = now;
        isMaking = true;
        Thread.ofPlatform().name("certificate").daemon().start(() -> {
            try {
                renew();
            } finally {
                made();
            }
        });
    }

    private synchronized void made() {
        isMaking = false;
    }

    /** Not while locked, if it may take its time. */
    private void renew() {
        String found = identity.version();
        try {
            ServerKey fresh = identity.key(clock);
            take(fresh, identity.version());
            LOG.info("http: another certificate is shown from now on; it ends at {}", fresh.ends());
        } catch (IOException e) {
            remember(found);
            LOG.warn("http: the old certificate is still shown, for there is no other: {}", e.getMessage());
        }
    }

    private synchronized void take(ServerKey fresh, String version) {
        this.version = version;
        former = current;
        current = fresh;
        number++;
    }

    private synchronized void remember(String version) {
        this.version = version;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return named(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return named(alias).key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return Optional.ofNullable(alias(keyType))
                .map(alias -> new String[] {alias})
                .orElse(null);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
