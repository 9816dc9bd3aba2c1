package io.newsbell.embedded;

import java.nio.file.Path;
import java.util.OptionalInt;

/// Where the database lives and how much it must survive.
///
/// @param dataFolder holds everything; backing it up while Newsbell is stopped is a full backup
/// @param binariesFolder where PostgreSQL's programs are unpacked; tests share one, to unpack once
/// @param port a fixed port of 127.0.0.1; when empty a free one is chosen and kept
public record DatabaseSettings(Path dataFolder, Path binariesFolder, OptionalInt port, Durability durability) {

    public enum Durability {
        /// A committed row survives the loss of power.
        POWER_LOSS,
        /// A committed row survives the JVM, not the machine: for tests, which commit thousands of times and keep
        /// nothing.
        NOTHING_KEPT
    }

    public static DatabaseSettings in(Path dataFolder) {
        return new DatabaseSettings(
                dataFolder, dataFolder.resolve("binaries"), OptionalInt.empty(), Durability.POWER_LOSS);
    }

    public DatabaseSettings withBinariesIn(Path folder) {
        return new DatabaseSettings(dataFolder, folder, port, durability);
    }

    public DatabaseSettings withPort(int fixed) {
        return new DatabaseSettings(dataFolder, binariesFolder, OptionalInt.of(fixed), durability);
    }

    public DatabaseSettings keepingNothing() {
        return new DatabaseSettings(dataFolder, binariesFolder, port, Durability.NOTHING_KEPT);
    }
}
