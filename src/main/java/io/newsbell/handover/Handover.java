package io.newsbell.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a browser shows to its reader.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Handover")
record Handover(
        @Schema(required = true, examples = "KWXRNP", description = "Six letters to type into the app")
        String code,

        @Schema(required = true, description = "Until when the letters count: ten minutes")
        Instant expiresAt,

        @Schema(
                examples =
                        "https://open.publisher.example/newsbell#handover=nbh_VGhpcyBpcyBub3QgYSByZWFsIHRva2VuIGF0IGFsbCE",
                description =
                        "Opens the app; it redeems what stands behind `#handover=`. Only if the server has a setting for"
                                + " it")
        @Nullable
        String link,

        @Schema(
                examples = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 53 53\">…</svg>",
                description = "The link as a QR code, SVG: for a browser that is not on the phone")
        @Nullable
        String qr,

        @Schema(
                required = true,
                examples = "newsbell_handover=nbh_VGhpcyBpcyBub3QgYSByZWFsIHRva2VuIGF0IGFsbCE",
                description = "What Play's Install Referrer gives to the app; it redeems what stands behind"
                        + " `newsbell_handover=`")
        String referrer,

        @Schema(required = true, description = "Until when link, QR code and referrer count: a day")
        Instant linkExpiresAt,

        @Schema(
                examples =
                        "https://play.google.com/store/apps/details?id=com.publisher.news&referrer=newsbell_handover%3Dnbh_VGhpcw",
                description = "Where the app is, with the referrer. Only if it has an Android app")
        @Nullable
        String playStore,

        @Schema(
                examples = "https://apps.apple.com/app/id1234567890",
                description = "Where the app is; the App Store hands nothing on. Only if it has an iOS app")
        @Nullable
        String appStore) {
    /// What stands before the token in Play's referrer.
    private static final String REFERRER = "newsbell_handover=";

    static Handover of(Offer offer, AppLinks links, String slug) {
        var token = offer.token().value().value();
        var link = links.link(slug, token);
        return new Handover(
                offer.letters().value(),
                offer.times().lettersUntil(),
                link.orElse(null),
                link.map(QrSvg::of).orElse(null),
                REFERRER + token,
                offer.times().tokenUntil(),
                links.playStore(slug, REFERRER + token).orElse(null),
                links.appStore(slug).orElse(null));
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
