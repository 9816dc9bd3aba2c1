package io.newsbell.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// A sample article as a reader of the newsroom's website sees it.
///
/// @param topics     what the page lets a reader follow, the most important first
/// @param script     the address of the follow button
/// @param appStoreId for Apple's own banner; empty for none
record ArticlePage(
        String title,
        String language,
        String headline,
        String summary,
        String image,
        List<String> paragraphs,
        List<String> topics,
        String script,
        String appStoreId) {
    private static final Map<String, List<String>> TOPICS = Map.of(
            "heat", List.of("heat-wave", "mumbai"),
            "quake", List.of("earthquakes", "world"),
            "ferry", List.of("kochi", "electric-vehicles"),
            "wind", List.of("renewable-energy", "wales"),
            "rain", List.of("mumbai", "monsoon"),
            "solar", List.of("renewable-energy", "dubai"),
            "markets", List.of("markets", "business"),
            "chair", List.of("opinion"));

    static ArticlePage of(String title, String sample, JsonNode article, String script, String appStoreId) {
        return new ArticlePage(
                title,
                article.path("language").asText("en"),
                article.path("headline").asText(),
                article.path("summary").asText(),
                article.path("image").asText(),
                List.of(article.path("body").asText().split("\n\n")),
                TOPICS.getOrDefault(sample, List.of()),
                script,
                appStoreId);
    }

    ArticlePage following(List<String> others) {
        return new ArticlePage(title, language, headline, summary, image, paragraphs, others, script, appStoreId);
    }

    public String direction() {
        return language.equals("ar") ? "rtl" : "ltr";
    }

    public String firstTopic() {
        return topics.getFirst();
    }

    public List<String> otherTopics() {
        return topics.subList(1, topics.size());
    }

    /// The half before the button, and the one after it.
    public List<String> opening() {
        return paragraphs.subList(0, 1);
    }

    public List<String> rest() {
        return paragraphs.subList(1, paragraphs.size());
    }
}
