package io.newsbell.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbell.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts an IPTC ninjs document into our own words, which are then checked like any other article.
///
/// Version 1 says `headline_main`, `body_main` and `person`; 2 says `headlines`, `bodies` and `people` with a role
/// each;
/// 3 is 2 in camel case: hence names are compared in lower case. <https://iptc.org/std/ninjs/userguide/>
final class Ninjs {
    private final ObjectNode lower = JsonNodeFactory.instance.objectNode();

    private Ninjs(ObjectNode document) {
        document.properties().forEach(field -> lower.set(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
    }

    /// `uri` is what every ninjs document must have and our own articles do not.
    static boolean is(JsonNode document) {
        return document.isObject() && document.has("uri") && !document.has("body");
    }

    static ObjectNode toOurs(JsonNode document) {
        return new Ninjs((ObjectNode) document).translate();
    }

    private ObjectNode translate() {
        var status = lower.path("pubstatus").asText("usable");
        if (!status.equals("usable")) {
            throw Problem.invalid("/pubStatus", "Send only usable articles; this one is " + status + ".");
        }
        var ours = new OwnWords();
        var uri = Optional.of(lower.path("uri").asText());
        ours.put("externalId", uri);
        ours.put("headline", text("headline").or(() -> value("title")));
        ours.put("summary", text("description"));
        ours.put("body", text("body"));
        ours.put("language", value("language"));
        ours.put("section", names("subject").findFirst());
        ours.instant("publishedAt", value("firstcreated").or(() -> value("versioncreated")));
        ours.instant("embargoedUntil", value("embargoed"));
        ours.link("url", uri);
        if (lower.path("urgency").asInt() > 0) {
            ours.json().set("urgency", lower.get("urgency"));
        }
        ours.list("tags", Stream.of("subject", "organisation", "event").flatMap(this::names));
        ours.list("people", names("person"));
        ours.list("places", Stream.concat(names("place"), value("located").stream()));
        ours.list("authors", Stream.of("byline", "by").flatMap(name -> value(name).stream()));
        return ours.json();
    }

    /// `headline`, `headline_main` or any `headline_…`; or the entry of `headlines` with the role main, or the
    /// first.
    private Optional<String> text(String name) {
        var plural = lower.path(name.equals("body") ? "bodies" : name + "s");
        return value(name)
                .or(() -> value(name + "_main"))
                .or(() -> value(name + "_text"))
                .or(() -> lower.properties().stream()
                        .filter(field -> field.getKey().startsWith(name + "_"))
                        .map(field -> field.getValue().asText())
                        .findFirst())
                .or(() -> plural.valueStream()
                        .filter(entry -> entry.path("role").asText().equals("main"))
                        .findFirst()
                        .or(() -> plural.valueStream().filter(Ninjs::isText).findFirst())
                        .map(entry -> entry.path("value").asText()));
    }

    /// A whole NITF document in XML would be matched by its markup.
    private static boolean isText(JsonNode entry) {
        var type = entry.path("contentType").asText(entry.path("contenttype").asText("text/plain"));
        return type.startsWith("text/plain") || type.contains("html");
    }

    private Stream<String> names(String singular) {
        var plural = singular.equals("person") ? "people" : singular + "s";
        return Stream.of(singular, plural)
                .flatMap(name -> lower.path(name).valueStream())
                .map(entry -> entry.path("name").asText())
                .filter(name -> !name.isBlank());
    }

    private Optional<String> value(String name) {
        return Optional.of(lower.path(name).asText()).filter(text -> !text.isBlank());
    }
}
