package org.polymeter.gateway.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts secrets that were entered into files of their own, which only their owner may read. */
final class KeyFolder {

    /** Keys beside which there is one with {@code -file}. */
    private static final Set<String> MOVABLE =
            Set.of("key", "guek", "ek", "gpk60", "auth-key", "gak", "ak", "gpk61", "password", "token", "secret");

    private final Path folder;

    /** From where relative paths in the configuration count. */
    private final Path base;

    private final List<Path> written = new ArrayList<>();

    KeyFolder(Path folder, Path base) {
        this.folder = folder.toAbsolutePath().normalize();
        this.base = base.toAbsolutePath().normalize();
    }

    /**
     * The same configuration, with the names of files in the place of secrets that are new in it.
     *
     * @param before what stands there now; a secret that stands there already stays
     */
    Tree.Branch moved(Tree.Branch wanted, Tree before) throws IOException {
        return (Tree.Branch) moved(wanted, before, "");
    }

    /** What was moved is not wanted after all. */
    void undo() {
        for (Path file : written) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }

    private Tree moved(Tree wanted, Tree before, String name) throws IOException {
        return switch (wanted) {
            case Tree.Branch branch -> branch(branch, before, name);
            case Tree.Items items -> {
                List<Tree> were = Forerunners.trees(items, before);
                Tree.Items moved = items;
                for (int i = 0; i < were.size(); i++) {
                    Tree item = items.list().get(i);
                    Optional<String> id = item instanceof Tree.Branch branch ? branch.text("id") : Optional.empty();
                    moved = moved.with(i, moved(item, were.get(i), name + "-" + id.orElse("" + (i + 1))));
                }
                yield moved;
            }
            default -> wanted;
        };
    }

    private Tree branch(Tree.Branch wanted, Tree before, String name) throws IOException {
        Tree.Branch known = before instanceof Tree.Branch branch ? branch : Tree.Branch.EMPTY;
        Tree.Branch moved = Tree.Branch.EMPTY;
        for (Map.Entry<String, Tree> entry : wanted.byKey().entrySet()) {
            String key = entry.getKey();
            Tree value = entry.getValue();
            boolean isNew = !known.get(key).equals(Optional.of(value));
            String path = name.isEmpty() ? key : name + "-" + key;
            if (MOVABLE.contains(key)
                    && !isTls(name)
                    && isNew
                    && value instanceof Tree.Leaf leaf
                    && isSecret(leaf.value())) {
                moved = moved.without(key + "-file").with(key + "-file", new Tree.Leaf(write(path, leaf.value())));
            } else if (!(moved.get(key).isPresent() && key.endsWith("-file"))) {
                moved = moved.with(key, moved(value, known.get(key).orElse(new Tree.Nothing()), path));
            }
        }
        return moved;
    }

    /** There, a key is the name of a file already. */
    private static boolean isTls(String name) {
        return name.equals("tls") || name.endsWith("-tls");
    }

    private static boolean isSecret(String value) {
        return !value.isBlank() && !Secrets.isVariable(value.strip());
    }

    /** Returns how the configuration names the file. Files that are there may be in use. */
    private String write(String name, String secret) throws IOException {
        Files.createDirectories(folder);
        if (isPosix()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        String stem = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        Path file = folder.resolve(stem);
        for (int n = 2; Files.exists(file); n++) {
            file = folder.resolve(stem + "-" + n);
        }
        if (isPosix()) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        written.add(file);
        FileText.fill(file, secret.strip() + "\n");
        FileText.force(folder);
        Optional.ofNullable(folder.getParent()).ifPresent(FileText::force);
        return (file.startsWith(base) ? base.relativize(file) : file).toString();
    }

    private boolean isPosix() throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
