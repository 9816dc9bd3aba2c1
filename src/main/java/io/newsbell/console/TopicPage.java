package io.newsbell.console;

import io.newsbell.merging.TopicMerge;
import io.newsbell.topic.Catalogue;
import io.newsbell.topic.TopicKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A topic as it is, or is being changed or made.
///
/// @param slug       names it in the API and never changes; what was typed if it is being made
/// @param figures    null if it is being made
/// @param followers  counted now
/// @param otherRules for articles in one language, which the API keeps
/// @param merges     topics that mean this one since
/// @param faults     what is wrong, by field
/// @param notice     why nothing was done, if no field is at fault
/// @param trial      what the rule in the form finds; null if it was not tried
record TopicPage(
        String slug,
        TopicForm form,
        Catalogue.@Nullable Entry figures,
        long followers,
        Map<String, String> otherRules,
        List<TopicMerge> merges,
        Map<String, String> faults,
        String notice,
        @Nullable Trial trial) {
    public boolean isNew() {
        return figures == null;
    }

    /// Where its forms are sent, below the app's address.
    public String path() {
        return isNew() ? "new-topic" : "topics/" + slug;
    }

    /// Empty if nothing is wrong.
    public String fault(String field) {
        return faults.getOrDefault(field, "");
    }

    public List<TopicKind> kinds() {
        return Stream.of(TopicKind.values())
                .filter(kind -> !kind.isMadeByReaders())
                .toList();
    }

    TopicPage with(Trial newer) {
        return new TopicPage(slug, form, figures, followers, otherRules, merges, faults, notice, newer);
    }

    TopicPage with(Map<String, String> newer, String why) {
        return new TopicPage(slug, form, figures, followers, otherRules, merges, newer, why, trial);
    }

    /// A rule held against the newest articles.
    ///
    /// @param read  how many
    /// @param fault why it was not; empty if it was
    record Trial(int read, List<Hit> hits, String fault) {
        public long about() {
            return hits.stream().filter(Hit::isAbout).count();
        }
    }

    /// An article that matches.
    ///
    /// @param isAbout whether it is as much about the topic as its threshold asks for
    /// @param percent how much it is
    /// @param words   of the article that satisfy the rule
    record Hit(String externalId, String headline, Instant at, boolean isAbout, long percent, String words) {}
}
