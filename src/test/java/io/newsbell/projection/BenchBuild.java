package io.newsbell.projection;

import io.newsbell.index.AudienceIndex;
import java.sql.Connection;
import java.sql.SQLException;

/// Builds an index as a node does when it starts.
public final class BenchBuild {
    /// Columns that are read of each device.
    public static final String PROFILE = ProfileRows.COLUMNS;

    private BenchBuild() {}

    /// @return rows read
    public static long fill(AudienceIndex index, Connection db) throws SQLException {
        var progress = new Progress();
        IndexBuild.fill(index, db, BenchReaders.NOW, progress);
        return progress.read();
    }
}
