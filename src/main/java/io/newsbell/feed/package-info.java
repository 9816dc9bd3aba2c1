/// Articles that the newsroom's feeds bring: RSS, Atom and JSON Feed, polled or pushed by a WebSub hub. Takes
/// addresses from anybody with a key, hence fetches with suspicion ([Fetcher], `outbound`) and reads with
/// suspicion ([FeedReader]); leaves what `ingest` leaves. Start at [FeedPoll]. What may go wrong: everything
/// that strangers send; it is said in the feed's state, costs that feed alone, and a good item beside a bad one
/// is kept.
@NullMarked
package io.newsbell.feed;

import org.jspecify.annotations.NullMarked;
