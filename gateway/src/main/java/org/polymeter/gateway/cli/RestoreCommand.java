package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.polymeter.gateway.backup.BackupReader;
import org.polymeter.gateway.backup.Manifest;
import org.polymeter.gateway.backup.Restore;
import org.polymeter.gateway.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polymeter restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Put a backup into its places, on this machine or another.",
        description = {
            "",
            "All of the backup is read and compared first; if anything is wrong with it, nothing is changed. A"
                    + " configuration that is there stays, and says where the data folder is; else that of the backup"
                    + " is written, with its files.",
            "",
            "Stop the gateway of which this is a copy before you start the new one: two gateways with one"
                    + " configuration are in each other's way.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  polymeter restore cellar.zip                         into this folder",
            "  polymeter restore cellar.zip -c /etc/polymeter/polymeter.yaml",
            "  polymeter restore cellar.zip --data /var/lib/polymeter"
        })
final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A backup.")
    private Path file = Path.of("");

    @Mixin
    private PlaceOptions place = new PlaceOptions();

    @Option(names = "--force", description = "Put aside what is in the data folder.")
    private boolean force;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        ProgressLine progress = new ProgressLine(out);
        try (BackupReader backup = BackupReader.open(file)) {
            Manifest manifest = backup.manifest();
            boolean isThere = Files.exists(place.file());
            Path data = place.data().isPresent()
                    ? place.data().get()
                    : isThere ? place.configuration().data() : place.folder().resolve(documented(manifest));
            Optional<Path> configuration =
                    place.data().isPresent() || isThere ? Optional.empty() : Optional.of(place.folder());
            Restore.Result result = new Restore(backup, progress).into(data, configuration, force);
            progress.clear();
            out.printf(
                    "Restored into %s: the backup%s of %s.%n",
                    data,
                    manifest.gateway().isEmpty() ? "" : " of gateway '" + manifest.gateway() + "'",
                    manifest.made());
            result.configuration().forEach(path -> out.println("Written: " + path));
            result.kept().forEach(path -> out.println("Was there and stays: " + path));
            if (isThere && place.data().isEmpty()) {
                out.println("Was there and stays: " + place.file());
            }
            result.aside().ifPresent(path -> out.println("What was there before is in " + path + "."));
            out.flush();
            return Polymeter.OK;
        } catch (ConfigException e) {
            return place.refuse(e, spec.commandLine().getErr());
        } finally {
            progress.clear();
        }
    }

    /** Where the backup's configuration has the data folder. */
    private String documented(Manifest manifest) throws IOException {
        if (manifest.configuration().isEmpty()) {
            throw new IOException("there is no " + place.file()
                    + ", and no configuration in the backup – name the folder: --data polymeter-data");
        }
        return manifest.data();
    }
}
