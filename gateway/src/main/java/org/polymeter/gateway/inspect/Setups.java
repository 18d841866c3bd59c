package org.polymeter.gateway.inspect;

import java.util.Optional;
import java.util.function.Supplier;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.security.KeyText;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.capture.Engines;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.inspect.Question.MisunderstoodException;
import org.polymeter.gateway.inspect.Question.SlipException;

/** How bytes are read, by what is configured and what somebody says of them. */
final class Setups {

    private final Supplier<Configuration> configuration;
    private final MeterIds ids;

    Setups(Supplier<Configuration> configuration, MeterIds ids) {
        this.configuration = configuration;
        this.ids = ids;
    }

    /** As the source is configured; if there is no longer one of that name, as they show. */
    Setup of(String source) {
        return configured(source).orElseGet(this::unknown);
    }

    Setup of(Question question) throws MisunderstoodException, SlipException {
        Setup setup = question.source().isPresent() ? known(question.source().get()) : unknown();
        Setup over = question.protocol().isPresent()
                ? over(setup, question.protocol().get())
                : setup;
        Optional<byte[]> encryption = key(question.key(), "key");
        Optional<byte[]> authentication = key(question.authKey(), "authKey");
        if (encryption.isEmpty() && authentication.isPresent()) {
            throw new SlipException("The authentication key alone opens nothing: give the key, too.");
        }
        return encryption.isEmpty() ? over : over.withKeys(keys(encryption.get(), authentication));
    }

    private static Keys keys(byte[] encryption, Optional<byte[]> authentication) {
        Keys keys = Keys.of(encryption);
        return authentication.map(keys::withAuthentication).orElse(keys);
    }

    private static Optional<byte[]> key(Optional<String> pasted, String name) throws SlipException {
        if (pasted.isEmpty()) {
            return Optional.empty();
        }
        KeyText text = KeyText.of(pasted.get());
        if (!text.problem().isEmpty()) {
            throw new SlipException("'" + name + "': " + text.problem());
        }
        return text.key();
    }

    private Setup known(String source) throws MisunderstoodException {
        return configured(source)
                .orElseThrow(() -> new MisunderstoodException("No source is called '" + source + "'. Those there are: "
                        + String.join(
                                ", ",
                                configuration.get().sources().stream()
                                        .map(SourceConfig::id)
                                        .toList())
                        + "."));
    }

    private Setup over(Setup setup, String protocol) throws MisunderstoodException {
        Optional<MeterStream.Link> link = MeterStream.Link.named(protocol);
        if (link.isPresent()) {
            return setup.over(link.get());
        }
        Optional<Adapter> adapter = Adapters.named(protocol);
        return setup.through(adapter.orElseThrow(
                () -> new MisunderstoodException("'protocol' is none of " + String.join(", ", Engines.names()) + ".")));
    }

    private Optional<Setup> configured(String id) {
        return configuration.get().sources().stream()
                .filter(source -> source.id().equals(id))
                .findFirst()
                .map(source -> Setup.of(source, ids));
    }

    private Setup unknown() {
        return Setup.unknown(configuration.get().zone(), ids);
    }
}
