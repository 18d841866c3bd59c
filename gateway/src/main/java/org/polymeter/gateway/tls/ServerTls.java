package org.polymeter.gateway.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** How a server of ours speaks TLS: versions 1.2 and 1.3, with the ciphers that Java thinks good. */
public final class ServerTls extends HttpsConfigurator {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final boolean isSigned;

    private ServerTls(SSLContext context, boolean isSigned) {
        super(context);
        this.isSigned = isSigned;
    }

    /** Whether somebody else has signed the certificate, so that browsers need not be asked to believe it. */
    public boolean isSigned() {
        return isSigned;
    }

    /**
     * By this identity.
     *
     * @throws IOException if it cannot be read or made; the message says why
     */
    public static ServerTls by(Identity identity, InstantSource clock) throws IOException {
        FreshKeys keys = new FreshKeys(identity, clock);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            return new ServerTls(context, identity instanceof Identity.Own);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot speak TLS", e);
        }
    }

    @Override
    public void configure(HttpsParameters parameters) {
        SSLParameters ours = getSSLContext().getDefaultSSLParameters();
        ours.setProtocols(VERSIONS);
        ours.setUseCipherSuitesOrder(true);
        parameters.setSSLParameters(ours);
    }
}
