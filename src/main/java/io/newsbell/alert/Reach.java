package io.newsbell.alert;

import java.util.List;

/// How many phones an alert would ring. Known further down the path, by those who know who follows what.
public interface Reach {
    /// Whether it is known by now; it is not while a server starts.
    boolean isKnown();

    /// As it was a moment ago, mutes and pauses not counted.
    long audience(List<Long> topics, AlertLevel level);

    /// Devices that want a digest of one of the topics.
    long digestReaders(List<Long> topics);

    /// All devices of an app that can be reached.
    long devices(long appId);
}
