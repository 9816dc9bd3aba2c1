package io.newsbell.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An article in the fields of [ArticleBody], as a translation from another format fills them in.
final class OwnWords {
    private final ObjectNode ours = JsonNodeFactory.instance.objectNode();

    ObjectNode json() {
        return ours;
    }

    void put(String name, Optional<String> value) {
        ours.put(name, (@Nullable String) value.orElse(null));
    }

    void list(String name, Stream<String> values) {
        var array = ours.putArray(name);
        values.distinct().forEach(array::add);
    }

    /// A date without a time says too little to tell fresh from stale.
    void instant(String name, Optional<String> time) {
        put(name, time.filter(text -> text.contains("T")));
    }

    /// Only where it is a web address.
    void link(String name, Optional<String> value) {
        put(name, value.filter(OwnWords::isLink));
    }

    static boolean isLink(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }
}
