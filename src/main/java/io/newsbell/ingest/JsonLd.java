package io.newsbell.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbell.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Puts a schema.org NewsArticle in JSON-LD, as publishers have it in their pages for search engines, into our own
/// words. Not JSON-LD in full: contexts are not fetched, names are taken as schema.org spells them.
/// <https://schema.org/NewsArticle>
final class JsonLd {
    /// A report, a review, a live blog and so on is a kind of article for us, too.
    private static final Pattern ARTICLE = Pattern.compile("\\w*Article|Report|(LiveBlog|Blog)Posting");

    private static final Pattern VOCABULARY = Pattern.compile("^(https?://schema\\.org/|schema:)");
    private static final Set<String> PLACES =
            Set.of("Place", "City", "Country", "State", "AdministrativeArea", "Landform", "TouristAttraction");

    private final JsonNode article;

    private JsonLd(JsonNode article) {
        this.article = article;
    }

    /// Neither our own articles nor ninjs have names that begin so.
    static boolean is(JsonNode document) {
        return document.has("@type") || document.has("@graph") || document.has("@context");
    }

    static ObjectNode toOurs(JsonNode document) {
        var things = document.has("@graph") ? nodes(document.get("@graph")) : Stream.of(document);
        return things.map(JsonLd::plain)
                .filter(thing ->
                        types(thing).anyMatch(type -> ARTICLE.matcher(type).matches()))
                .findFirst()
                .map(thing -> new JsonLd(thing).translate())
                .orElseThrow(() -> Problem.invalid("/@type", "Send a NewsArticle, or a @graph that has one."));
    }

    private ObjectNode translate() {
        var status = text("creativeWorkStatus").orElse("Published");
        if (!status.toLowerCase(Locale.ROOT).equals("published")) {
            throw Problem.invalid(
                    "/creativeWorkStatus", "Send only what is published; this article is " + status + ".");
        }
        var ours = new OwnWords();
        var address = text("url").or(() -> text("mainEntityOfPage")).filter(OwnWords::isLink);
        ours.put("externalId", text("identifier").or(() -> text("@id")).or(() -> address));
        ours.put("headline", text("headline").or(() -> text("name")));
        ours.put("summary", text("description").or(() -> text("abstract")));
        ours.put("body", text("articleBody").or(() -> text("text")));
        ours.put("language", language());
        ours.link("url", address);
        ours.link("image", text("image").or(() -> text("thumbnailUrl")));
        ours.put("section", text("articleSection"));
        ours.instant("publishedAt", text("datePublished"));
        ours.list(
                "tags",
                Stream.of(keywords(), texts("articleSection"), subjects(type -> !isPlace(type) && !isPerson(type)))
                        .flatMap(names -> names));
        ours.list("people", subjects(JsonLd::isPerson));
        ours.list(
                "places",
                Stream.of(subjects(JsonLd::isPlace), texts("contentLocation"), texts("spatialCoverage"))
                        .flatMap(names -> names));
        ours.list("authors", texts("author"));
        return ours.json();
    }

    /// What it is about and what it mentions, of one kind.
    private Stream<String> subjects(Predicate<String> kind) {
        return Stream.of("about", "mentions")
                .flatMap(name -> nodes(article.path(name)))
                .map(JsonLd::plain)
                .filter(thing -> kind.test(types(thing).findFirst().orElse("Thing")))
                .flatMap(JsonLd::name);
    }

    private static boolean isPerson(String type) {
        return type.equals("Person");
    }

    private static boolean isPlace(String type) {
        return PLACES.contains(type);
    }

    /// One text with commas, or a list.
    private Stream<String> keywords() {
        var keywords = article.path("keywords");
        return keywords.isTextual()
                ? Stream.of(keywords.asText().split(",")).map(String::strip).filter(word -> !word.isEmpty())
                : texts("keywords");
    }

    /// A Language is called English and spelt en.
    private Optional<String> language() {
        return nodes(article.path("inLanguage"))
                .map(language -> language.path("alternateName").asText(""))
                .filter(tag -> !tag.isBlank())
                .findFirst()
                .or(() -> text("inLanguage"));
    }

    private Optional<String> text(String property) {
        return texts(property).findFirst();
    }

    private Stream<String> texts(String property) {
        return nodes(article.path(property)).map(JsonLd::plain).flatMap(JsonLd::name);
    }

    /// What a value is called: itself, or what stands for it where it is a thing. Each kind of thing has only some.
    private static Stream<String> name(JsonNode value) {
        var spelt = value.isObject()
                ? Stream.of("@value", "name", "value", "url", "contentUrl", "@id", "alternateName")
                        .map(value::path)
                        .filter(JsonNode::isValueNode)
                        .map(JsonNode::asText)
                : Stream.of(value.asText());
        return spelt.filter(text -> !text.isBlank()).limit(1);
    }

    private static Stream<String> types(JsonNode thing) {
        return nodes(thing.path("@type"))
                .map(type -> VOCABULARY.matcher(type.asText()).replaceFirst(""));
    }

    private static Stream<JsonNode> nodes(JsonNode value) {
        return value.isArray() ? value.valueStream() : Stream.of(value).filter(node -> !node.isMissingNode());
    }

    /// Without the vocabulary's address before the names.
    private static JsonNode plain(JsonNode thing) {
        if (!thing.isObject()) {
            return thing;
        }
        var plain = JsonNodeFactory.instance.objectNode();
        thing.properties()
                .forEach(field -> plain.set(VOCABULARY.matcher(field.getKey()).replaceFirst(""), field.getValue()));
        return plain;
    }
}
