package org.polymeter.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The project's own files, as tests that keep them tidy see them. */
public final class Repository {

    private static final List<String> FOLDERS = List.of("docs", "codec", "gateway", "bench", "scripts", "corpus");

    private Repository() {}

    /** The folder of README.md, whichever folder the tests were started in. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("polymeter")) || !Files.exists(folder.resolve("docs"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("these tests need the whole checkout");
            }
        }
        return folder;
    }

    public static Path file(String path) {
        return root().resolve(path);
    }

    /** What belongs to the project: nothing built, nothing hidden, nobody's captures in the root. */
    public static List<Path> files() throws IOException {
        Path root = root();
        try (Stream<Path> here = Files.list(root);
                Stream<Path> deeper = FOLDERS.stream().map(root::resolve).flatMap(Repository::walk)) {
            return Stream.concat(here.filter(Files::isRegularFile).filter(Repository::isOurs), deeper)
                    .sorted()
                    .toList();
        }
    }

    /** Those whose name ends so. */
    public static List<Path> files(String ending) throws IOException {
        return files().stream()
                .filter(file -> file.getFileName().toString().endsWith(ending))
                .toList();
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().matches(".*\\.(md|yaml|xml)|polymeter(-bench)?|verify|LICENSE|NOTICE");
    }

    private static Stream<Path> walk(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                // Not even looked into: the fuzzer comes and goes there.
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                    return inner.endsWith("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream();
    }
}
