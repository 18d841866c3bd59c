package org.polymeter.gateway.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file system of a few megabytes that something else can fill. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Path folder;
    private final Path hog;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.hog = folder.resolve("hog");
    }

    /** At a folder that may not be there yet; the test is skipped for those who may not mount one. */
    static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()) == 0,
                "only root may mount a file system");
        return new SmallDisk(folder);
    }

    /** Leaves room for nothing, until somebody else removes something. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(hog, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(new byte[BLOCK]);
            }
        } catch (IOException full) {
            return;
        }
    }

    void makeRoom() throws IOException {
        Files.delete(hog);
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", "--lazy", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
    }
}
