package io.newsbell.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonLdTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_news_article_as_it_stands_in_a_page_is_an_article() {
        var ours = ours("""
                {"@context": "https://schema.org", "@type": "NewsArticle",
                 "@id": "https://news.example/heat#article", "url": "https://news.example/heat",
                 "headline": "मुंबईत उष्णतेची लाट", "description": "Schools close early.", "articleBody": "Forty degrees.",
                 "inLanguage": "mr-IN", "datePublished": "2026-11-25T10:00:00+05:30", "dateModified": "2026-11-25T11:00:00Z",
                 "image": [{"@type": "ImageObject", "url": "https://news.example/heat.jpg"}, "https://news.example/b.jpg"],
                 "articleSection": ["Weather", "India"], "keywords": "heat wave, schools, ",
                 "author": [{"@type": "Person", "name": "Asha Rao"}, "The desk"],
                 "about": [{"@type": "City", "name": "Mumbai"}, {"@type": "Organization", "name": "IMD"}],
                 "mentions": {"@type": "Person", "name": "Eknath Shinde"},
                 "contentLocation": {"@type": "Place", "name": "Maharashtra"},
                 "publisher": {"@type": "NewsMediaOrganization", "name": "Example"}}""");

        assertThat(ours).isEqualTo(json("""
                {"externalId": "https://news.example/heat#article", "headline": "मुंबईत उष्णतेची लाट",
                 "summary": "Schools close early.", "body": "Forty degrees.", "language": "mr-IN",
                 "url": "https://news.example/heat", "image": "https://news.example/heat.jpg", "section": "Weather",
                 "publishedAt": "2026-11-25T10:00:00+05:30",
                 "tags": ["heat wave", "schools", "Weather", "India", "IMD"], "people": ["Eknath Shinde"],
                 "places": ["Mumbai", "Maharashtra"], "authors": ["Asha Rao", "The desk"]}"""));
    }

    @Test
    void the_article_of_a_graph_is_found_however_its_names_are_written() {
        var ours = ours("""
                {"@context": {"schema": "https://schema.org/"}, "@graph": [{"@type": "WebSite", "name": "Example"},
                 {"@type": ["schema:ReportageNewsArticle"], "schema:headline": {"@value": "Heat", "@language": "en"},
                  "https://schema.org/mainEntityOfPage": {"@id": "https://news.example/heat"},
                  "schema:identifier": {"@type": "PropertyValue", "value": 4711},
                  "schema:inLanguage": {"@type": "Language", "name": "English", "alternateName": "en"}}]}""");

        assertThat(ours.path("headline").asText()).isEqualTo("Heat");
        assertThat(ours.path("externalId").asText()).isEqualTo("4711");
        assertThat(ours.path("url").asText()).isEqualTo("https://news.example/heat");
        assertThat(ours.path("language").asText()).isEqualTo("en");
    }

    @Test
    void a_date_without_a_time_is_none() {
        assertThat(ours("{\"@type\": \"NewsArticle\", \"headline\": \"x\", \"datePublished\": \"2026-11-25\"}")
                        .path("publishedAt")
                        .isNull())
                .isTrue();
    }

    @Test
    void what_is_no_article_or_only_a_draft_is_refused() {
        assertThatThrownBy(() -> ours("{\"@type\": \"Recipe\", \"name\": \"Soup\"}"))
                .hasMessageContaining("NewsArticle");
        assertThatThrownBy(() ->
                        ours("{\"@type\": \"NewsArticle\", \"headline\": \"x\", \"creativeWorkStatus\": \"Draft\"}"))
                .hasMessageContaining("Draft");
    }

    private static JsonNode ours(String document) {
        return JsonLd.toOurs(json(document));
    }

    private static JsonNode json(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
