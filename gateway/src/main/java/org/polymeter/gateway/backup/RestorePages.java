package org.polymeter.gateway.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/app/restore}: takes a backup in pieces, says what is in it, and lets it wait for the next start. */
public final class RestorePages implements Pages {

    private static final Logger LOG = LoggerFactory.getLogger(RestorePages.class);
    private static final String RESTORE = "/api/app/restore";

    private final Configuration configuration;
    private final Upload upload;
    private final StagedRestore staged;

    public RestorePages(Configuration configuration) {
        this.configuration = configuration;
        this.upload = new Upload(configuration.data());
        this.staged = new StagedRestore(configuration.data());
    }

    private interface Step {
        Answer take() throws IOException;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, RESTORE, Right.OWN, call -> state());
        routes.add(Method.POST, RESTORE, Right.OWN, call -> guarded(() -> begin(call)));
        routes.add(Method.POST, RESTORE + "/piece", Right.OWN, call -> guarded(() -> append(call)));
        routes.add(Method.POST, RESTORE + "/check", Right.OWN, call -> guarded(this::check));
        routes.add(Method.PUT, RESTORE, Right.OWN, call -> guarded(() -> stage(call)));
        routes.add(Method.DELETE, RESTORE, Right.OWN, call -> guarded(this::cancel));
    }

    private static Answer guarded(Step step) throws IOException {
        try {
            return step.take();
        } catch (Upload.RefusedException e) {
            return Answer.Problem.conflict(String.valueOf(e.getMessage()));
        }
    }

    private Answer begin(Call call) throws IOException {
        if (configuration.file().isEmpty()) {
            return Answer.Problem.conflict("This gateway runs without a configuration file and keeps nothing.");
        }
        OptionalLong size = number(call, "size");
        if (size.isEmpty() || size.getAsLong() == 0) {
            return Answer.Problem.badRequest("Say by 'size' how many bytes the file has.");
        }
        upload.begin(size.getAsLong());
        return state();
    }

    private Answer append(Call call) throws IOException {
        OptionalLong at = number(call, "at");
        if (at.isEmpty()) {
            return Answer.Problem.badRequest("Say by 'at' where in the file this piece begins.");
        }
        upload.append(at.getAsLong(), call.body().read(Upload.PIECE));
        return state();
    }

    private Answer check() throws IOException {
        upload.check();
        return state();
    }

    private Answer stage(Call call) throws IOException {
        Optional<Path> backup = upload.sound();
        if (backup.isEmpty()) {
            return Answer.Problem.conflict("There is no backup that could be restored: send one first.");
        }
        boolean withConfiguration =
                call.parameter("configuration").filter("true"::equals).isPresent();
        staged.stage(backup.get(), withConfiguration);
        upload.cancel();
        LOG.warn(
                "a backup waits to be restored at the next start, {}",
                withConfiguration ? "with its configuration" : "without its configuration");
        return state();
    }

    private Answer cancel() throws IOException {
        if (staged.isWaiting()) {
            LOG.warn("no backup waits to be restored any more");
        }
        staged.cancel();
        upload.cancel();
        return state();
    }

    /** {@code nothing}, {@code receiving}, {@code ready} to be confirmed, {@code staged}. */
    private Answer state() throws IOException {
        JsonWriter json = new JsonWriter().openObject();
        Optional<Path> sound = upload.sound();
        if (sound.isPresent()) {
            json.key("state").value("ready");
            contents(sound.get(), json);
        } else if (upload.expected().isPresent()) {
            json.key("state")
                    .value("receiving")
                    .key("size")
                    .value(upload.expected().getAsLong());
            json.key("received").value(upload.received()).key("piece").value(Upload.PIECE);
        } else if (staged.isWaiting()) {
            json.key("state").value("staged").key("withConfiguration").value(staged.withConfiguration());
            contents(staged.file(), json);
        } else {
            json.key("state").value("nothing").key("piece").value(Upload.PIECE);
        }
        return Answer.Document.json(json.closeObject().toBytes());
    }

    private void contents(Path file, JsonWriter json) throws IOException {
        try (BackupReader backup = BackupReader.open(file)) {
            Manifest manifest = backup.manifest();
            Map<String, Long> sizes = backup.sizes();
            json.key("contents").openObject().key("made").time(manifest.made());
            json.key("program").value(manifest.program()).key("gateway").value(manifest.gateway());
            json.key("sameGateway").value(manifest.gateway().equals(configuration.gateway()));
            json.key("bytes")
                    .value(sizes.values().stream().mapToLong(Long::longValue).sum());
            Long history = sizes.get(Part.DATA + Restore.HISTORY);
            if (history != null) {
                json.key("history").value(history);
            }
            json.key("data")
                    .value(sizes.keySet().stream()
                            .filter(name -> name.startsWith(Part.DATA))
                            .count());
            json.key("configuration").openArray();
            sizes.keySet().stream()
                    .filter(name -> name.startsWith(Part.CONFIGURATION))
                    .forEach(name -> json.value(name.substring(Part.CONFIGURATION.length())));
            json.closeArray().closeObject();
        }
    }

    private static OptionalLong number(Call call, String name) {
        return call.parameter(name)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
