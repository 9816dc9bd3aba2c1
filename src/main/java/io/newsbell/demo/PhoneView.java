package io.newsbell.demo;

import io.newsbell.subscription.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// A phone as the page shows it.
///
/// @param publisher whose app it is
/// @param notes   what its lock screen shows, newest first
/// @param earlier how many more there are
/// @param choices every topic there is
record PhoneView(String publisher, DemoPhone phone, Why why, List<Note> notes, int earlier, List<Choice> choices) {
    /// A card that came this short a time ago is shown as coming in.
    private static final Duration RINGING = Duration.ofSeconds(2);

    public List<Choice> follows() {
        return choices.stream().filter(Choice::isFollowed).toList();
    }

    public String time(Instant now) {
        return there(now).format(DateTimeFormatter.ofPattern("HH:mm", phone.locale()));
    }

    public String date(Instant now) {
        return there(now).format(DateTimeFormatter.ofPattern("EEEE d MMMM", phone.locale()));
    }

    private ZonedDateTime there(Instant now) {
        return now.atZone(phone.zone());
    }

    /// @param topic the name of the topic that is the reason
    record Note(long seq, String title, String body, String topic, Optional<URI> image, Instant at) {
        public String ago(Instant now) {
            return Ago.span(at, now);
        }

        public boolean isRinging(Instant now) {
            return at.plus(RINGING).isAfter(now);
        }
    }

    /// @param level absent if the reader does not follow the topic
    record Choice(String slug, String name, Optional<Level> level) {
        public boolean isFollowed() {
            return level.isPresent();
        }

        /// What is added to the topic's name; nothing for the usual level.
        public String limit() {
            return switch (level.orElse(Level.EVERY)) {
                case EVERY -> "";
                case IMPORTANT -> "important only";
                case DIGEST -> "digest";
            };
        }
    }
}
