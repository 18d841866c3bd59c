package org.polymeter.gateway.settings;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/** Says why nothing could be saved, in words, and what to do. */
final class WriteFailure {

    private static final String USER = "The user that Polymeter runs as must be allowed to write into that folder.";
    private static final String DISK = "Make room there.";
    private static final String MEDIUM = "Make it writable; a worn memory card may have locked itself.";
    private static final String MOUNT = "Where a container gets the file alone, give it the folder instead.";
    private static final String OTHERWISE = "Mend that, and save again.";

    private WriteFailure() {}

    /** {@code file}: what was to be written, unless the failure names another. */
    static String words(IOException failure, Path file) {
        Path culprit = failure instanceof FileSystemException e && e.getFile() != null ? Path.of(e.getFile()) : file;
        Path folder = Optional.ofNullable(culprit.toAbsolutePath().getParent()).orElse(culprit);
        String reason = reason(failure, culprit);
        return "Nothing was changed, for " + file.getFileName() + " cannot be saved. Folder " + folder + ": " + reason
                + ". " + advice(reason);
    }

    private static String reason(IOException failure, Path culprit) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return culprit.getFileName() + " is a folder that is not empty";
        }
        String reason = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        return Optional.ofNullable(reason).orElse(failure.getClass().getSimpleName());
    }

    /** By the words of the system, which Java passes on as they are. */
    private static String advice(String reason) {
        return switch (reason) {
            case "permission denied", "Operation not permitted" -> USER;
            case "No space left on device", "Disk quota exceeded" -> DISK;
            case "Read-only file system" -> MEDIUM;
            case "Device or resource busy" -> MOUNT;
            default -> OTHERWISE;
        };
    }
}
