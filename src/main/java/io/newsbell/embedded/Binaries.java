package io.newsbell.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks zonky's PostgreSQL. We do it ourselves, because zonky's own unpacking makes its folder writable for
/// everybody, and takes the torso that a killed unpacking left for the whole.
final class Binaries {
    private static final String HALF_MADE = "half-made-";

    private Binaries() {}

    /// The home (bin, lib, share) of the PostgreSQL that this build brings.
    static Path unpackedIn(Path folder) throws IOException {
        byte[] archive = archive();
        CRC32 fingerprint = new CRC32();
        fingerprint.update(archive);
        // A new PostgreSQL gets a folder of its own, so that an orphan of the old one keeps its files until it is
        // stopped.
        Path home = folder.resolve(String.format(Locale.ROOT, "postgresql-%08x", fingerprint.getValue()));
        if (!Files.isDirectory(home)) {
            unpackOnce(archive, folder, home);
        }
        return home;
    }

    /// One at a time in this JVM (`synchronized`) and on this machine (the file lock): test runs share a folder.
    private static synchronized void unpackOnce(byte[] archive, Path folder, Path home) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(folder.resolve("unpacking.lock"), CREATE, WRITE);
                var _ = channel.lock()) {
            if (Files.isDirectory(home)) {
                return;
            }
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path torso : entries.filter(e -> e.getFileName().toString().startsWith(HALF_MADE))
                        .toList()) {
                    FileTree.delete(torso);
                }
            }
            Path torso = Files.createTempDirectory(folder, HALF_MADE);
            unpack(archive, torso);
            Files.move(torso, home, ATOMIC_MOVE);
        }
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            return in.readAllBytes();
        } catch (IllegalStateException e) {
            throw new EmbeddedDatabaseException(
                    "Newsbell brings no PostgreSQL for " + system + " on " + machine
                            + ": give it a database of your own with QUARKUS_DATASOURCE_JDBC_URL.",
                    e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive of PostgreSQL's programs reaches out of its folder: " + entry);
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    unpack(entry, tar, path);
                }
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwx------" : "rw-------"));
        }
    }
}
