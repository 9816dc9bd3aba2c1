package io.newsbell.console;

import java.util.List;

/// Says whom an alert is for, by what readers follow.
final class AudienceWords {
    private AudienceWords() {}

    /// @param topics  names; of those whose followers are told
    /// @param also    of those that they must follow, all of them
    /// @param without of those that they must not follow, none of them
    static String of(List<String> topics, List<String> also, List<String> without) {
        var words = "followers of " + list(topics, "or");
        if (!also.isEmpty()) {
            words += " who also follow " + list(also, "and");
        }
        return without.isEmpty() ? words : words + ", without those who follow " + list(without, "or");
    }

    private static String list(List<String> names, String last) {
        return names.size() < 2
                ? String.join("", names)
                : "%s %s %s".formatted(String.join(", ", names.subList(0, names.size() - 1)), last, names.getLast());
    }
}
