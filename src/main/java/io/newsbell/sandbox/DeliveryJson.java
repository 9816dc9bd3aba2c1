package io.newsbell.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.newsbell.sandbox.DeliveryReports.Fate;
import io.newsbell.sandbox.DeliveryReports.Refusal;
import io.newsbell.sandbox.DeliveryReports.Settings;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How the data API answers, as tests set it:
/// `{"aheadSeconds":86400,"refusal":"service_disabled","pageSize":2,"fates":{"<token>":"force_stopped"}}`.
final class DeliveryJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KNOWN = Set.of("aheadSeconds", "refusal", "pageSize", "fates");

    private DeliveryJson() {}

    /// @throws IllegalArgumentException with a sentence for the caller
    static Settings read(String body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is not JSON: " + e.getOriginalMessage(), e);
        }
        root.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("The data API has no \"" + name + "\".");
            }
        });
        Map<String, Fate> fates = new HashMap<>();
        root.path("fates")
                .properties()
                .forEach(fate -> fates.put(
                        fate.getKey(), named(Fate.class, fate.getValue().asText())));
        try {
            return new Settings(
                    Duration.ofSeconds(root.path("aheadSeconds").asLong()),
                    root.has("refusal")
                            ? named(Refusal.class, root.path("refusal").asText())
                            : null,
                    Math.max(1, root.path("pageSize").asInt(Settings.LARGEST_PAGE)),
                    Map.copyOf(fates));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("aheadSeconds is too large.", e);
        }
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }
}
