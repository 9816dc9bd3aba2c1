package io.newsbell.demo;

import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The elements of the page that change while it is open, by their id. A part is drawn again only if what it shows
/// has changed, so that a visitor's focus and place are left alone.
///
/// @param rings in the order in which they came
record Parts(Map<String, Part> parts, List<Ring> rings) {
    static final Parts NONE = new Parts(Map.of(), List.of());

    static Parts of(Board board, Instant now) {
        var parts = new LinkedHashMap<String, Part>();
        var rings = new ArrayList<Ring>();
        for (var phone : board.phones()) {
            var id = phone.phone().id();
            phone.notes().stream()
                    .filter(note -> note.isRinging(now))
                    .forEach(note -> rings.add(new Ring(phone, note)));
            put(parts, "notes-" + id, List.of(phone.notes(), phone.earlier()), () -> Templates.notes(phone, now));
            put(parts, "why-" + id, phone.why(), () -> Templates.why(phone));
            put(parts, "follows-" + id, phone.follows(), () -> Templates.follows(phone));
            put(parts, "choices-" + id, phone.choices(), () -> Templates.choices(phone));
        }
        put(parts, "story", List.of(board.chosen(), verdicts(board)), () -> Templates.story(board, now));
        put(parts, "articles", List.of(board.latest(), board.chosen()), () -> Templates.articles(board, now));
        rings.sort(Comparator.comparingLong(ring -> ring.note().seq()));
        return new Parts(parts, rings);
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

    /// What rings at this moment and came after the message of this number.
    List<Ring> ringsAfter(long seq) {
        return rings.stream().filter(ring -> ring.note().seq() > seq).toList();
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

    record Ring(PhoneView phone, PhoneView.Note note) {
        /// For those who do not see it.
        String html() {
            return Templates.ring(phone, note).render();
        }
    }
}
