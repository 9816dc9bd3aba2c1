package io.newsbell.projection;

import io.newsbell.index.Differences.Pair;
import io.newsbell.subscription.ReaderChange;
import io.newsbell.subscription.ReaderChange.Follow;
import io.newsbell.subscription.ReaderChange.Preferences;
import io.newsbell.subscription.ReaderChange.StoryMute;
import io.newsbell.subscription.ReaderChange.TopicMute;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/// What this node was told of its own changes, and is not in its index yet.
///
/// @param devices for what they are themselves
record Told(RoaringBitmap devices, Set<ReaderChange> readers) {
    Told() {
        this(new RoaringBitmap(), new HashSet<>());
    }

    void add(Told more) {
        devices.or(more.devices);
        readers.addAll(more.readers);
    }

    boolean isEmpty() {
        return devices.isEmpty() && readers.isEmpty();
    }

    /// On all devices that the readers have now. One that moves to another reader meanwhile is announced as a whole.
    Touched touched(Connection db) throws SQLException {
        var touched = new Touched();
        touched.profiles().or(devices);
        if (!readers.isEmpty()) {
            var theirs = TruthSql.devices(
                    db, readers.stream().map(ReaderChange::reader).collect(Collectors.toSet()));
            readers.forEach(change ->
                    theirs.getOrDefault(change.reader(), Set.of()).forEach(device -> add(touched, device, change)));
        }
        return touched;
    }

    private static void add(Touched touched, int device, ReaderChange change) {
        switch (change) {
            case Follow follow -> touched.follows().add(new Pair(device, follow.topic()));
            case TopicMute mute -> touched.topicMutes().add(new Pair(device, mute.topic()));
            case StoryMute mute -> touched.storyMutes().add(new Pair(device, mute.story()));
            case Preferences _ -> touched.profiles().add(device);
        }
    }
}
