package io.newsbell.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.language.LanguageDetector;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads an article as it came: ours, ninjs or JSON-LD, every fault named by field, everything cleaned.
@Singleton
class ArticleReader {
    static final int MAX_ID = 512;

    private static final String UNDETERMINED = "und";

    private final ObjectMapper json;
    private final Validator validator;
    private final LanguageDetector languages;

    ArticleReader(ObjectMapper json, Validator validator, LanguageDetector languages) {
        this.json = json;
        this.validator = validator;
        this.languages = languages;
    }

    /// @throws Problem that names the field at fault
    /// @throws JsonProcessingException likewise; it is answered as a problem, too
    Read read(@Nullable JsonNode document) throws JsonProcessingException {
        if (document == null || !document.isObject()) {
            throw new Problem(
                    ErrorCode.WRONG_TYPE,
                    "Send one JSON object: an article, an IPTC ninjs document, or a schema.org NewsArticle.");
        }
        var body = json.treeToValue(inOurWords(document), ArticleBody.class);
        var errors = validator.validate(body).stream()
                .map(ArticleReader::error)
                .sorted(Comparator.comparing(Problem.FieldError::pointer))
                .toList();
        if (!errors.isEmpty()) {
            throw new Problem(ErrorCode.INVALID_FIELD, "Correct the fields named in errors.", errors);
        }
        return new Read(Optional.ofNullable(body.externalId()), clean(body));
    }

    private static JsonNode inOurWords(JsonNode document) {
        if (JsonLd.is(document)) {
            return JsonLd.toOurs(document);
        }
        return Ninjs.is(document) ? Ninjs.toOurs(document) : document;
    }

    private ArticleContent clean(ArticleBody body) {
        var headline = CleanText.line("/headline", body.headline());
        if (headline.isEmpty()) {
            throw Problem.invalid("/headline", "Give a headline; nothing was left of this one without its markup.");
        }
        var summary = text("/summary", body.summary());
        var text = text("/body", body.body());
        return new ArticleContent(
                headline,
                summary,
                text,
                language(body.language(), List.of(headline, summary, text)),
                link("/url", body.url()),
                link("/image", body.image()),
                lines("/tags", body.tags()),
                body.section() == null ? null : CleanText.line("/section", body.section()),
                lines("/people", body.people()),
                lines("/places", body.places()),
                lines("/authors", body.authors()),
                body.urgency(),
                body.publishedAt(),
                body.embargoedUntil(),
                body.eventAt());
    }

    private static String text(String pointer, @Nullable String value) {
        return value == null ? "" : CleanText.paragraphs(pointer, value);
    }

    private static List<String> lines(String pointer, @Nullable List<String> values) {
        return values == null
                ? List.of()
                : IntStream.range(0, values.size())
                        .mapToObj(i -> CleanText.line(pointer + "/" + i, values.get(i)))
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList();
    }

    private String language(@Nullable String tag, List<String> texts) {
        if (tag == null || tag.equalsIgnoreCase(UNDETERMINED)) {
            return languages.detect(String.join("\n", texts)).toLanguageTag();
        }
        var locale = Locale.forLanguageTag(tag);
        if (locale.getLanguage().isEmpty()) {
            throw Problem.invalid("/language", "Give a BCP 47 language tag such as en or mr-IN, or leave it out.");
        }
        return locale.toLanguageTag();
    }

    private static @Nullable URI link(String pointer, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            var uri = new URI(value.strip());
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw Problem.invalid(pointer, "Give a valid address; it is wrong at character " + e.getIndex() + ".");
        }
        throw Problem.invalid(pointer, "Give a whole address that starts with https:// or http://.");
    }

    private static Problem.FieldError error(ConstraintViolation<ArticleBody> violation) {
        var path = violation.getPropertyPath().toString();
        return new Problem.FieldError("/" + path.replaceFirst("\\[(\\d+)].*", "/$1"), violation.getMessage());
    }

    record Read(Optional<String> externalId, ArticleContent content) {}
}
