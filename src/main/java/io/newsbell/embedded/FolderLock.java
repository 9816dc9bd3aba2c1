package io.newsbell.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Says that a live Newsbell uses this folder. The system drops the lock with the process, however that dies, so a
/// PostgreSQL that still runs in a folder whose lock is free is an orphan.
final class FolderLock implements AutoCloseable {
    /// Asked before the file is opened: closing any channel to a file drops every lock that this process has on it.
    private static final Set<Path> HELD_BY_US = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(Path folder) throws IOException {
        if (!HELD_BY_US.add(folder)) {
            throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new FolderLock(folder, lock(folder));
        } catch (IOException | RuntimeException e) {
            HELD_BY_US.remove(folder);
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("newsbell.lock"), CREATE, READ, WRITE);
        if (channel.tryLock() == null) {
            try (channel) {
                String holder = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
                throw inUse(folder, holder.strip());
            }
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
        return channel;
    }

    private static EmbeddedDatabaseException inUse(Path folder, String pid) {
        return new EmbeddedDatabaseException("The data folder " + folder + " is in use by another Newsbell (process "
                + pid + "): stop that one, or give this one a folder of its own with NEWSBELL_DATA_FOLDER.");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_BY_US.remove(folder);
        }
    }
}
