package org.polymeter.gateway.post;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.GatewayJson;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.sink.Trial;
import org.polymeter.gateway.upload.Answer;
import org.polymeter.gateway.upload.Endpoint;
import org.polymeter.gateway.upload.Refusals;

/**
 * Sends readings and events to a URL, in order. A message may come twice, with the same id; a request that comes twice
 * has the same {@code Idempotency-Key}. A message that the server will never take holds up no other.
 */
public final class PostSink implements Sink {

    /** The header of what is only a test. */
    private static final String TEST = "Polymeter-Test";

    /** Bytes of a digest that tell one request from all others. */
    private static final int KEY_LENGTH = 16;

    private final PostSettings settings;
    private final Endpoint endpoint;
    private final PostAnswers answers;
    private final InstantSource clock;
    private final Refusals<byte[]> messages;
    private final Pause pause = new Pause(System::nanoTime);

    /** Why the last batch was taken in part only, and how many facts at its end were not. */
    private @Nullable IOException interruption;

    private int unconfirmed;
    private final String gateway;

    /** {@code gateway}: who sends, for tests. {@code clock}: for servers that say by the clock when to come again. */
    public PostSink(PostSettings settings, String gateway, InstantSource clock) {
        this.settings = settings;
        this.gateway = gateway;
        this.endpoint = new Endpoint("the server", settings.url(), settings.caFile());
        this.answers = new PostAnswers(settings, endpoint.words());
        this.clock = clock;
        this.messages = new Refusals<>(describe(), this::send);
    }

    @Override
    public String describe() {
        return "http-post " + Endpoint.server(settings.url());
    }

    /** What was taken before a failure is not offered again: the failure is told with the next batch. */
    @Override
    public void write(List<Fact> batch) throws IOException {
        IOException before = interruption;
        interruption = null;
        unconfirmed = 0;
        if (before != null) {
            throw before;
        }
        int taken = 0;
        try {
            while (taken < batch.size()) {
                int end = Math.min(batch.size(), taken + size());
                offer(batch.subList(taken, end));
                taken = end;
            }
        } catch (IOException e) {
            if (taken == 0) {
                throw e;
            }
            interruption = e;
            unconfirmed = batch.size() - taken;
        }
    }

    @Override
    public int unconfirmed() {
        return unconfirmed;
    }

    @Override
    public long refused() {
        return messages.count();
    }

    @Override
    public Optional<Trial> trial() {
        return Optional.of(this::tried);
    }

    @Override
    public void close() {
        // The JDK closes idle connections.
    }

    /** A document that says that it is a test, in the form of all others. */
    private Trial.Result tried(Instant now) throws IOException {
        byte[] body = settings.form().body(List.of(GatewayJson.test(now, gateway)));
        Map<String, String> headers = headers(body);
        headers.put(TEST, "true");
        Answer answer = endpoint.post(body, false, headers);
        return answers.refusal(answer)
                .map(refusal -> new Trial.Result(Trial.Finding.NOT_TAKEN, endpoint.words() + ": " + refusal))
                .orElseGet(
                        () -> new Trial.Result(Trial.Finding.TAKEN, endpoint.words() + ": status " + answer.status()));
    }

    private int size() {
        return settings.form() == Form.OBJECT ? 1 : settings.batch();
    }

    private void offer(List<Fact> facts) throws IOException {
        List<byte[]> written = new ArrayList<>();
        for (Fact fact : facts) {
            switch (fact) {
                case Fact.Heard heard -> written.add(ProfileJson.reading(heard.reading()));
                case Fact.Happened happened -> written.add(ProfileJson.event(happened.event()));
                default -> {} // state; a receiver has the readings
            }
        }
        if (!written.isEmpty()) {
            messages.offer(written);
        }
    }

    private Optional<String> send(List<byte[]> written) throws IOException {
        Duration left = pause.left();
        if (left.isPositive()) {
            throw new IOException(endpoint.words() + " asked to be left alone for another " + left.toSeconds() + " s");
        }
        byte[] body = settings.form().body(written);
        Answer answer = endpoint.post(body, settings.packed(), headers(body));
        if (!answer.isTaken()) {
            pause.begin(answer.retryAfter(), clock.instant());
        }
        return answers.refusal(answer);
    }

    private Map<String, String> headers(byte[] body) {
        Map<String, String> headers = new HashMap<>(settings.headers());
        headers.put("Content-Type", settings.form().contentType());
        headers.put("Idempotency-Key", digest(body));
        return headers;
    }

    private static String digest(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, KEY_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
