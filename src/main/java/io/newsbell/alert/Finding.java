package io.newsbell.alert;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a guard rail has against an alert without an editor.
///
/// @param code     stable: `stale`, `future_date`, `test_words`, `short_headline`, `long_headline`, `flood`,
/// `large_audience`, `sending_stopped`
/// @param sentence for people: what was found, with its figures, and what to do about it
@Schema(name = "Finding")
public record Finding(
        @Schema(examples = "test_words") String code,

        @Schema(
                examples =
                        "Its headline has the words \"lorem ipsum\". Approve it if it is meant for readers, else dismiss"
                                + " it and take the article back.")
        String sentence) {}
