package org.polymeter.gateway.mqtt;

import static com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3MessageException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.outage.OutageException;

/** Turns what a library throws into a sentence: what, where, why, what to do. Never with a password. */
final class Complaint {

    private static final int DEEPEST_CAUSE = 20;

    private Complaint() {}

    static IOException about(BrokerAddress broker, Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            String sentence = sentence(broker, cause);
            if (sentence != null) {
                return new OutageException(outage(cause), sentence, thrown);
            }
            cause = cause.getCause();
        }
        return new OutageException(
                isOpening(thrown) ? Outage.OTHER : Outage.CLOSED,
                isOpening(thrown)
                        ? "cannot connect to " + broker + ": " + last(thrown) + "; check that this port speaks MQTT "
                                + (broker.tls() ? "with TLS" : "without TLS")
                        : "lost " + broker + ": " + last(thrown)
                                + "; if this repeats, check its log, and that no other client has our client id",
                thrown);
    }

    private static boolean isOpening(Throwable thrown) {
        return thrown instanceof ConnectionFailedException
                || thrown.getCause() instanceof ConnectionFailedException
                || thrown.getCause() instanceof ConnectionClosedException;
    }

    private static @Nullable String sentence(BrokerAddress broker, Throwable cause) {
        return switch (cause) {
            case UnknownHostException e ->
                "cannot find " + broker + ": the name " + broker.host()
                        + " is unknown; check it and the DNS of this machine";
            case ConnectTimeoutException e ->
                broker + " does not answer; check host and port, the network and its firewalls";
            case NoRouteToHostException e -> "there is no way to " + broker + "; check the host and the network";
            case ConnectException e ->
                broker
                        + " refused the connection: nothing listens there; check host and port, and that the broker runs";
            case TimeoutException e -> noAnswer(broker);
            case Mqtt5ConnAckException e ->
                notWelcome(broker, e.getMqttMessage().getReasonCode().name());
            case Mqtt3ConnAckException e ->
                notWelcome(broker, e.getMqttMessage().getReturnCode().name());
            case Mqtt5PubAckException e ->
                broker + " did not take a message: "
                        + words(e.getMqttMessage().getReasonCode().name())
                        + "; check which topics " + user(broker) + " may write";
            case Mqtt5SubAckException e -> notSubscribed(broker);
            case Mqtt3SubAckException e -> notSubscribed(broker);
            case Mqtt5DisconnectException e
            when e.getMqttMessage().getReasonCode() == SESSION_TAKEN_OVER ->
                "lost " + broker + ": another client came with our client id; give each its own";
            case Mqtt5MessageException e when isTimeout(e) -> noAnswer(broker);
            case Mqtt3MessageException e when isTimeout(e) -> noAnswer(broker);
            default -> aboutTls(broker, cause);
        };
    }

    private static @Nullable String aboutTls(BrokerAddress broker, Throwable cause) {
        return switch (cause) {
            case NotSslRecordException e -> broker + " does not speak TLS on this port; use its TLS port, or no TLS";
            case CertificateExpiredException e ->
                "the certificate of " + broker + " has expired; renew it, or check this machine's clock";
            case CertPathBuilderException e -> untrusted(broker);
            case CertPathValidatorException e -> untrusted(broker);
            case CertificateException e
            when e.getCause() == null ->
                "the certificate of " + broker + " is for another name than " + broker.host()
                        + "; use the name that is in it";
            case SSLException e
            when e.getCause() == null ->
                "TLS with " + broker + " failed: " + e.getMessage() + "; check that this port speaks TLS";
            default -> null;
        };
    }

    private static Outage outage(Throwable cause) {
        return switch (cause) {
            case UnknownHostException e -> Outage.HOST_UNKNOWN;
            case ConnectTimeoutException e -> Outage.NO_ANSWER;
            case NoRouteToHostException e -> Outage.NO_ANSWER;
            case ConnectException e -> Outage.REFUSED;
            case TimeoutException e -> Outage.NO_ANSWER;
            case Mqtt5ConnAckException e ->
                outageOf(e.getMqttMessage().getReasonCode().name());
            case Mqtt3ConnAckException e ->
                outageOf(e.getMqttMessage().getReturnCode().name());
            case Mqtt5PubAckException e -> Outage.FORBIDDEN;
            case Mqtt5SubAckException e -> Outage.FORBIDDEN;
            case Mqtt3SubAckException e -> Outage.FORBIDDEN;
            case Mqtt5DisconnectException e -> Outage.CLIENT_ID;
            case Mqtt5MessageException e -> Outage.NO_ANSWER;
            case Mqtt3MessageException e -> Outage.NO_ANSWER;
            case NotSslRecordException e -> Outage.TLS;
            case GeneralSecurityException e -> Outage.TLS;
            case SSLException e -> Outage.TLS;
            default -> Outage.OTHER;
        };
    }

    /** {@code reason}: why a broker does not let us in. */
    private static Outage outageOf(String reason) {
        return switch (reason) {
            case "BAD_USER_NAME_OR_PASSWORD", "NOT_AUTHORIZED" -> Outage.SIGN_IN;
            case "CLIENT_IDENTIFIER_NOT_VALID", "IDENTIFIER_REJECTED" -> Outage.CLIENT_ID;
            default -> Outage.OTHER;
        };
    }

    private static boolean isTimeout(Throwable thrown) {
        return thrown.getMessage() != null && thrown.getMessage().startsWith("Timeout while waiting");
    }

    private static String noAnswer(BrokerAddress broker) {
        return broker + " does not answer; check that an MQTT broker listens on this port";
    }

    private static String notWelcome(BrokerAddress broker, String reason) {
        return switch (reason) {
            case "BAD_USER_NAME_OR_PASSWORD", "NOT_AUTHORIZED" ->
                broker.user().isPresent()
                        ? broker + " does not let " + user(broker) + " in; check user and password"
                        : broker + " lets in only users it knows; set user and password";
            case "UNSUPPORTED_PROTOCOL_VERSION" ->
                broker + " does not speak MQTT " + (broker.version() == 3 ? "3.1.1" : "5")
                        + "; choose the other version";
            case "CLIENT_IDENTIFIER_NOT_VALID", "IDENTIFIER_REJECTED" ->
                broker + " does not take our client id; choose another one";
            default -> broker + " does not let us in: " + words(reason);
        };
    }

    private static String notSubscribed(BrokerAddress broker) {
        return broker + " refused a subscription; check which topics " + user(broker) + " may read";
    }

    private static String untrusted(BrokerAddress broker) {
        return "the certificate of " + broker + " is not signed by "
                + broker.caFile()
                        .map(file -> "an authority in " + file + "; give the CA file of this broker")
                        .orElse("an authority that this machine trusts; give the CA file that the broker's"
                                + " certificate was made with");
    }

    private static String user(BrokerAddress broker) {
        return broker.user().map(user -> "user " + user).orElse("users without a name");
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String last(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
