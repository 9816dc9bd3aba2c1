package io.newsbell.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.language.LanguageDetector;
import io.newsbell.problem.Problem;
import jakarta.validation.Validation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArticleLanguageTest {
    private final ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    private final ArticleReader reader =
            new ArticleReader(json, Validation.buildDefaultValidatorFactory().getValidator(), new LanguageDetector());

    @Test
    void an_article_that_does_not_say_its_language_is_in_that_of_its_text() throws JsonProcessingException {
        var body = "शेतकऱ्यांनी आपल्या मागण्यांसाठी राजधानीत आंदोलन केले आणि रस्ते अडवले.";

        assertThat(language(Map.of("headline", "मुंबईत मुसळधार पाऊस"))).isEqualTo("mr");
        assertThat(language(Map.of("headline", "Modi", "body", body))).isEqualTo("mr");
        assertThat(language(Map.of("headline", "Modi", "body", body, "language", "und")))
                .isEqualTo("mr");
        assertThat(language(Map.of("uri", "a", "type", "text", "headline", "Modi", "body_text", body)))
                .isEqualTo("mr");
    }

    @Test
    void a_language_that_is_given_is_believed() throws JsonProcessingException {
        assertThat(language(Map.of("headline", "मुंबईत मुसळधार पाऊस", "language", "hi-IN")))
                .isEqualTo("hi-IN");
    }

    @Test
    void a_headline_of_names_is_in_no_language() throws JsonProcessingException {
        assertThat(language(Map.of("headline", "Barcelona 3-1 Real Madrid"))).isEqualTo("und");
    }

    @Test
    void what_is_no_language_is_refused() {
        assertThatThrownBy(() -> language(Map.of("headline", "Rain", "language", "!")))
                .isInstanceOf(Problem.class);
    }

    private String language(Map<String, String> article) throws JsonProcessingException {
        return reader.read(json.valueToTree(article)).content().language();
    }
}
