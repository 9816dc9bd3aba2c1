package io.newsbell.feed;

import io.newsbell.outbound.WebAddress;
import java.util.regex.Pattern;

/// The id that an item's article gets: the same in every poll, and in every feed of the newsroom that has the item.
final class ExternalId {
    private static final int LONGEST = 512;

    /// An address, a tag: or urn: URI, a UUID: nobody else has the same.
    private static final Pattern UNIQUE_BY_ITSELF =
            Pattern.compile("(?:https?://|urn:|tag:).+|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private ExternalId() {}

    static String of(FeedItem item, WebAddress feed) {
        if (item.id() != null) {
            // "4711" is in many feeds; all feeds of one site mean the same by it.
            return bounded(UNIQUE_BY_ITSELF.matcher(item.id()).matches() ? item.id() : feed.host() + "#" + item.id());
        }
        if (item.link() != null) {
            return bounded(item.link());
        }
        return feed.host() + "#" + Sha256.hex(item.title() + "\n" + item.summary() + "\n" + item.body());
    }

    private static String bounded(String id) {
        return id.length() <= LONGEST ? id : "sha256:" + Sha256.hex(id);
    }
}
