package io.newsbell.app;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/// What may ring phones without an editor, and when a person must decide first.
///
/// @param freshFor  an article published longer ago than this rings nobody by itself
/// @param expiresAfter  an alert that could not be delivered this long after it was decided is dropped
/// @param urgentUpTo  an article of this IPTC urgency or more urgent (1 is the most urgent) alerts whatever
///                    its topics say; 0 means never
/// @param future  clocks of newsrooms differ by this much; a date further in the future is a mistake
/// @param floodPerMinute  of more articles than this from one source within a minute the rest is held
/// @param testWords  words that no article for readers has
/// @param audienceShare  more of all devices than this, and more than `audienceAtLeast`, is a large audience
/// @param shortestHeadline in letters and digits; one of Chinese, Japanese or Korean counts as three
/// @param longestHeadline  in characters
/// @param deferFor  an alert that waits for the end of quiet hours, or for a digest, is still news so long
///                  after it was decided
/// @param breakingPassesCap  whether breaking alerts ring who has had as many as it wants
/// @param breakingPassesGap  whether they ring who has just had one
/// @param breakingPassesQuiet whether they ring in quiet hours those who allow it
/// @param digestTimes  of readers who want a digest and have not said when
/// @param secondPersonFor levels of alerts that the desk sends only when a second person has approved them
public record Policy(
        Duration freshFor,
        Duration expiresAfter,
        int urgentUpTo,
        Duration future,
        int floodPerMinute,
        List<TestWord> testWords,
        double audienceShare,
        long audienceAtLeast,
        int shortestHeadline,
        int longestHeadline,
        Duration deferFor,
        boolean breakingPassesCap,
        boolean breakingPassesGap,
        boolean breakingPassesQuiet,
        List<LocalTime> digestTimes,
        Set<String> secondPersonFor) {
    private static final int FLOOD = 30;

    /// Of an app that has said nothing.
    public static final Policy USUAL = new Policy(
            Duration.ofHours(2),
            Duration.ofHours(1),
            3,
            Duration.ofMinutes(5),
            FLOOD,
            TestWord.usual(),
            0.2,
            10_000,
            5,
            200,
            Duration.ofHours(12),
            true,
            true,
            true,
            List.of(LocalTime.of(18, 0)),
            Set.of("breaking"));

    Policy withFloodPerMinute(int articles) {
        return new Policy(
                freshFor,
                expiresAfter,
                urgentUpTo,
                future,
                articles,
                testWords,
                audienceShare,
                audienceAtLeast,
                shortestHeadline,
                longestHeadline,
                deferFor,
                breakingPassesCap,
                breakingPassesGap,
                breakingPassesQuiet,
                digestTimes,
                secondPersonFor);
    }
}
