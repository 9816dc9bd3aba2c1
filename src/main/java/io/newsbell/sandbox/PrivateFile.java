package io.newsbell.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes a file that only its owner may read, at once and whole: nobody sees half a key, or one that is
/// readable for a moment.
final class PrivateFile {
    private PrivateFile() {}

    static void write(Path folder, String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Path draft = isPosix(folder)
                ? Files.createTempFile(
                        folder,
                        ".",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, ".", ".tmp");
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isPosix(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix");
    }
}
