package io.newsbell.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.newsbell.device.Platform;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Which devices an alert is for, beside who follows its topics. Without a rule it is stored as it was before
/// there were rules: a node of an older version can read it.
///
/// @param update        whoever was told about the story is told again
/// @param language      BCP 47; empty if it is not known: then it is for readers of every language
/// @param platforms     empty for all
/// @param fromVersion   of the app, the first that it is for; versions are compared as numbers between dots
/// @param toVersion     of the app, the last that it is for
/// @param alsoFollowing topics: only readers who follow all of these, too, at any level
/// @param notFollowing  topics: no readers who follow any of these, at any level
public record Target(
        boolean update,
        Optional<String> language,
        Set<Platform> platforms,
        Optional<String> fromVersion,
        Optional<String> toVersion,
        @JsonInclude(Include.NON_EMPTY) List<Long> alsoFollowing,
        @JsonInclude(Include.NON_EMPTY) List<Long> notFollowing) {

    private static final String UNDETERMINED = "und";

    /// Of alerts from before there were rules the database knows none.
    public Target {
        alsoFollowing = Objects.requireNonNullElse(alsoFollowing, List.of());
        notFollowing = Objects.requireNonNullElse(notFollowing, List.of());
    }

    /// The language of an article: `und` is none.
    static Optional<String> language(String tag) {
        return Optional.of(tag).filter(known -> !known.isEmpty() && !known.equals(UNDETERMINED));
    }

    /// Whether it matters what else readers follow.
    public boolean hasRule() {
        return !alsoFollowing.isEmpty() || !notFollowing.isEmpty();
    }

    /// The same for readers who follow others.
    public Target following(List<Long> all, List<Long> none) {
        return new Target(update, language, platforms, fromVersion, toVersion, all, none);
    }

    public static Target everybody(Optional<String> language) {
        return new Target(false, language, Set.of(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }
}
