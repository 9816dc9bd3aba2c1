package io.newsbell.demo;

import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The elements of the page that change while it is open, by their id. A part is drawn again only if what it shows
/// has changed, so that a visitor's focus and place are left alone.
///
/// @param newest by phone, the number of the newest note on it and a sentence that tells it
record Parts(Map<String, Part> parts, Map<String, Ring> newest) {
    static final Parts NONE = new Parts(Map.of(), Map.of());

    static Parts of(Board board, Instant now) {
        var parts = new LinkedHashMap<String, Part>();
        var newest = new LinkedHashMap<String, Ring>();
        for (var phone : board.phones()) {
            var id = phone.phone().id();
            phone.notes().stream().findFirst().ifPresent(note -> newest.put(id, Ring.of(phone, note)));
            put(parts, "notes-" + id, List.of(phone.notes(), phone.earlier()), () -> Templates.notes(phone, now));
            put(parts, "why-" + id, phone.why(), () -> Templates.why(phone));
            put(parts, "follows-" + id, phone.follows(), () -> Templates.follows(phone));
            put(parts, "choices-" + id, phone.choices(), () -> Templates.choices(phone));
        }
        put(parts, "story", List.of(board.chosen(), verdicts(board)), () -> Templates.story(board, now));
        put(parts, "articles", List.of(board.latest(), board.chosen()), () -> Templates.articles(board, now));
        return new Parts(parts, newest);
    }

    /// Two pages of the same state show the same.
    String state() {
        return Integer.toHexString(Objects.hash(
                parts.values().stream().map(part -> part.shows().hashCode()).toArray()));
    }

    /// What must be drawn to turn a page that shows `before` into one that shows this.
    List<String> since(Parts before) {
        return parts.entrySet().stream()
                .filter(part -> !part.getValue().isSameAs(before.parts.get(part.getKey())))
                .map(part -> part.getValue().html().get().render())
                .toList();
    }

    /// Which phones have rung since, for those who do not see it.
    Optional<String> announcement(Parts before) {
        var rings = newest.entrySet().stream()
                .filter(ring -> before != NONE && !ring.getValue().equals(before.newest.get(ring.getKey())))
                .map(ring -> ring.getValue().sentence())
                .collect(Collectors.joining(" "));
        return rings.isEmpty() ? Optional.empty() : Optional.of(rings);
    }

    private static List<Why.Verdict> verdicts(Board board) {
        return board.phones().stream().map(phone -> phone.why().verdict()).toList();
    }

    private static void put(Map<String, Part> parts, String id, Object shows, Supplier<TemplateInstance> html) {
        parts.put(id, new Part(shows, html));
    }

    record Part(Object shows, Supplier<TemplateInstance> html) {
        boolean isSameAs(@Nullable Part other) {
            return other != null && shows.equals(other.shows);
        }
    }

    record Ring(long seq, String sentence) {
        static Ring of(PhoneView phone, PhoneView.Note note) {
            return new Ring(note.seq(), "%s’s phone rings: %s.".formatted(phone.phone().reader(), note.title()));
        }
    }
}
