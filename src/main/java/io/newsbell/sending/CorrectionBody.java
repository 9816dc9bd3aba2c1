package io.newsbell.sending;

import io.newsbell.alert.Correction;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an alert is to say from now on.
@Schema(name = "Correction")
record CorrectionBody(
        @NotBlank(message = "Give a title") @Size(max = SendBody.LONGEST_TITLE, message = "Use at most 150 characters")
        String title,

        @NotNull(message = "Give the body; it may be empty")
        @Size(max = SendBody.LONGEST_BODY, message = "Use at most 300 characters")
        String body,

        @Schema(description = "Left out it stays as it is", examples = "https://news.example/heat") @Nullable
        String link,

        @Schema(description = "Left out it stays as it is", examples = "https://news.example/heat.jpg") @Nullable
        String image) {
    Correction correction() {
        return new Correction(
                title.strip(), body.strip(), SendBody.address("/link", link), SendBody.address("/image", image));
    }
}
