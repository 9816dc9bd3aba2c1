package io.newsbell.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// The files of a data folder, see the drawing in the package's description.
record DataFolder(Path path) {
    private static final String HALF_MADE = "half-made-";

    /// Makes the folder, for us alone, if it is missing. One that is there keeps its readers (a group that makes
    /// backups), but no writers: they could swap the programs that we run.
    static DataFolder open(Path path) throws IOException {
        if (Files.notExists(path)) {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        Path real = path.toRealPath();
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(real);
        if (permissions.removeAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE))) {
            Files.setPosixFilePermissions(real, permissions);
        }
        return new DataFolder(real);
    }

    Path cluster() {
        return path.resolve("postgres");
    }

    Path startLog() {
        return path.resolve("postgres-start.log");
    }

    Path superuserPasswordFile() {
        return path.resolve("postgres.password");
    }

    String superuserPassword() throws IOException {
        return password(superuserPasswordFile());
    }

    String ownerPassword() throws IOException {
        return password(path.resolve("newsbell.password"));
    }

    /// The password in the file; a new one is made, and is on the disk before anything relies on it.
    private String password(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String password = HexFormat.of().formatHex(random);
            write(file, password);
            return password;
        }
    }

    OptionalInt keptPort() throws IOException {
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(portFile()).strip()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    void keepPort(int port) throws IOException {
        write(portFile(), Integer.toString(port));
    }

    private Path portFile() {
        return path.resolve("postgres.port");
    }

    /// A place to make something in that gets its real name only when it is whole. The name is new each time,
    /// because the initdb of a killed Newsbell may still be busy in the last one.
    Path halfMade(String name) throws IOException {
        return Files.createTempDirectory(path, HALF_MADE + name);
    }

    /// Removes what killed starts left behind.
    void removeHalfMade() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            for (Path entry : entries.filter(e -> e.getFileName().toString().startsWith(HALF_MADE))
                    .toList()) {
                try {
                    FileTree.delete(entry);
                } catch (DirectoryNotEmptyException _) {
                    // The initdb of a killed Newsbell is still writing: the next start removes it.
                }
            }
        }
    }

    /// Whole or not at all, and on the disk: a reader never sees half a password.
    private void write(Path file, String content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(next, Set.of(CREATE_NEW, WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap((content + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(next, file, ATOMIC_MOVE);
        FileTree.sync(path);
    }
}
