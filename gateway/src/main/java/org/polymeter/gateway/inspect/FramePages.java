package org.polymeter.gateway.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.archive.LookBack.Part;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Places;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;

/** {@code /api/app/frame} and what is below it: what came, as it came. */
final class FramePages implements Pages {

    private static final String LIST = "/api/app/frame";
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    /** Who listens at once. */
    private static final int MOST_STREAMS = 8;

    private static final HexFormat HEX = HexFormat.of();

    private final Frames frames;
    private final FrameRing ring;
    private final Setups setups;
    private final Supplier<Configuration> configuration;
    private final Places places = new Places(MOST_STREAMS);

    FramePages(Frames frames, FrameRing ring, Setups setups, Supplier<Configuration> configuration) {
        this.frames = frames;
        this.ring = ring;
        this.setups = setups;
        this.configuration = configuration;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, LIST, Right.INSPECT, this::list);
        routes.add(Method.GET, LIST + "/live", Right.INSPECT, this::live);
        routes.add(Method.GET, LIST + "/{id}", Right.INSPECT, this::one);
    }

    private Answer list(Call call) throws IOException {
        Optional<Set<Part>> parts = parts(call.parameter("kind").orElse(""));
        Optional<FrameId> before = call.parameter("before").flatMap(FrameId::parse);
        Optional<Integer> limit = limit(call.parameter("limit").orElse("" + USUAL_LIMIT));
        if (parts.isEmpty()
                || limit.isEmpty()
                || (before.isEmpty() && call.parameter("before").isPresent())) {
            return Answer.Problem.badRequest("'kind' is frame or reject; 'before' the id of a frame; 'limit' a number"
                    + " from 1 to " + HIGHEST_LIMIT + ".");
        }
        Frames.Choice choice = new Frames.Choice(given(call, "source"), parts.get(), before, limit.get());
        List<Entry> found = patiently(() -> frames.newest(choice));
        JsonWriter json = new JsonWriter().openObject();
        json.key("archive").value(frames.isArchived());
        sources(json);
        json.key("frames").openArray();
        for (Entry entry : found) {
            FrameRow.write(entry, json.openObject());
            json.closeObject();
        }
        json.closeArray();
        if (found.size() == limit.get()) {
            json.key("next").value(FrameId.of(found.getLast()).toString());
        }
        return Answer.Document.json(json.closeObject().toBytes());
    }

    private void sources(JsonWriter json) {
        json.key("sources").openArray();
        for (SourceConfig source : configuration.get().sources()) {
            json.openObject().key("id").value(source.id());
            json.key("protocol")
                    .value(
                            switch (source) {
                                case SourceConfig.Wire wire ->
                                    wire.decoding().link().word();
                                case SourceConfig.Mqtt mqtt -> mqtt.dialect().word();
                            });
            json.key("key").value(hasKey(source)).closeObject();
        }
        json.closeArray();
    }

    /** Whether it has one; which, nobody learns. */
    private static boolean hasKey(SourceConfig source) {
        return source.forArchive() instanceof SourceConfig.Wire wire
                && wire.decoding().keys().encryption().isPresent();
    }

    private Answer one(Call call) throws IOException {
        Optional<FrameId> id = FrameId.parse(call.text("id"));
        Optional<Entry> found = id.isEmpty() ? Optional.empty() : patiently(() -> frames.find(id.get()));
        if (found.isEmpty()) {
            return Answer.Problem.notFound("This frame is kept no longer, or never was. Those there are, are in " + LIST
                    + "; 'archive' in polymeter.yaml says how long they are kept.");
        }
        Entry entry = found.get();
        JsonWriter json = new JsonWriter().openObject();
        FrameRow.write(entry, json);
        json.key("hex").value(HEX.formatHex(entry.bytes().toArray()));
        json.key("explanation").openObject();
        new PieceWriter(json).write(Examiner.examine(written(entry), setups.of(entry.source()), entry.received()));
        return Answer.Document.json(json.closeObject().closeObject().toBytes());
    }

    /** As somebody would paste it, so that it is taken for nothing else. */
    private static byte[] written(Entry entry) {
        byte[] bytes = entry.bytes().toArray();
        if (entry.isOfWire()) {
            return HexFormat.ofDelimiter(" ").formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes((entry.topic() + " ").getBytes(StandardCharsets.UTF_8));
        message.writeBytes(bytes);
        return message.toByteArray();
    }

    private Answer live(Call call) {
        return places.answer(new FrameStream(ring, given(call, "source")));
    }

    private interface Search<T> {
        T result() throws IOException, InterruptedException;
    }

    private static <T> T patiently(Search<T> search) throws IOException {
        try {
            return search.result();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the gateway ends", e);
        }
    }

    private static Optional<String> given(Call call, String name) {
        return call.parameter(name).filter(text -> !text.isEmpty());
    }

    private static Optional<Set<Part>> parts(String kind) {
        return switch (kind) {
            case "" -> Optional.of(EnumSet.allOf(Part.class));
            case "frame" -> Optional.of(Set.of(Part.FRAMES));
            case "reject" -> Optional.of(Set.of(Part.REJECTS));
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> limit(String text) {
        return text.matches("[0-9]{1,4}")
                ? Optional.of(Integer.parseInt(text)).filter(limit -> limit >= 1 && limit <= HIGHEST_LIMIT)
                : Optional.empty();
    }
}
