package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.polymeter.gateway.backup.BackupWriter;
import org.polymeter.gateway.backup.Contents;
import org.polymeter.gateway.backup.DataFolder;
import org.polymeter.gateway.backup.Manifest;
import org.polymeter.gateway.backup.Part;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter backup}. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Put all that is needed to go on elsewhere into one file.",
        description = {
            "",
            "That is the data folder (history, what waits for outputs, which meter is on which wire), the"
                    + " configuration, and the files it names. The gateway may be running, and goes on. The backup is"
                    + " read again before it takes the place of an older one.",
            "",
            "The configuration and its files hold keys and passwords, so the backup is readable for its owner only."
                    + " --without-configuration leaves them out; keep them elsewhere then, for without the secret of"
                    + " 'privacy: hash' and the ids of meters a new gateway begins new series.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter backup cellar.zip                          of polymeter.yaml in this folder",
            "  polymeter backup -c /etc/polymeter.yaml /mnt/nas/cellar.zip",
            "  polymeter restore cellar.zip                         on the other machine"
        })
final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "To make; an older backup of that name is replaced.")
    private Path file = Path.of("");

    @Mixin
    private PlaceOptions place = new PlaceOptions();

    @Option(names = "--without-configuration", description = "Only the data folder: no keys, no passwords.")
    private boolean dataOnly;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        if (place.data().isPresent()) {
            Contents contents = Contents.of(new DataFolder(place.data().get()));
            return write(contents, new Manifest(Version.number(), now, "", "", "", Map.of()));
        }
        try {
            Configuration configuration = place.configuration();
            return write(
                    Contents.of(configuration, dataOnly ? Optional.empty() : Optional.of(place.file())),
                    new Manifest(
                            Version.number(),
                            now,
                            configuration.gateway(),
                            place.fromFolder(configuration.data()),
                            dataOnly ? "" : place.file().getFileName().toString(),
                            Map.of()));
        } catch (ConfigException e) {
            return place.refuse(e, spec.commandLine().getErr());
        }
    }

    private int write(Contents contents, Manifest manifest) throws IOException {
        if (contents.parts().isEmpty()) {
            throw new IOException("there is nothing to back up: the data folder is empty");
        }
        PrintWriter out = spec.commandLine().getOut();
        ProgressLine progress = new ProgressLine(out);
        Manifest written;
        try {
            written = BackupWriter.write(file, manifest, contents.parts(), progress);
        } finally {
            progress.clear();
        }
        List<String> files = names(written, Part.CONFIGURATION);
        int remembered = names(written, Part.DATA).size();
        out.printf("%s: %s, read again and whole.%n", file, Sizes.text(Files.size(file)));
        out.printf("In it: %d file%s of the data folder", remembered, remembered == 1 ? "" : "s");
        out.println(files.isEmpty() ? "; no configuration." : ", " + String.join(", ", files) + ".");
        contents.remarks().forEach(out::println);
        out.println(
                files.isEmpty()
                        ? "It holds serial numbers, and no keys."
                        : "It holds keys, passwords and serial numbers: keep it as you keep those.");
        out.flush();
        return Polymeter.OK;
    }

    private static List<String> names(Manifest manifest, String beginning) {
        return manifest.digests().keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .map(name -> name.substring(beginning.length()))
                .sorted()
                .toList();
    }
}
