package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Readers find what they can follow, in their own language.
@QuarkusTest
class CatalogueTest {
    private final Newsroom newsroom = new Newsroom();
    private final String mark = newsroom.mark();
    private final String parent = "catalogue-" + mark;
    private final String climate = "climat-" + mark;

    @BeforeEach
    void thereAreTopics() {
        put(parent, Map.of("kind", "section", "name", "Cataloguë " + mark, "rule", mark));
        put(
                climate,
                Map.of(
                        "kind",
                        "tag",
                        "name",
                        "Climate crisis",
                        "rule",
                        mark,
                        "parent",
                        parent,
                        "names",
                        Map.of(
                                "fr",
                                "Réchauffement " + mark,
                                "pt-br",
                                "Crise do clima",
                                "hi",
                                "जलवायु परिवर्तन " + mark,
                                "ar",
                                "تغيّر المناخ " + mark,
                                "zh",
                                "气候变化" + mark)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RECHAUFF",
                "réchauffement",
                "जलवायु",
                "जलवा",
                "परिवर्",
                "المناخ",
                "المن",
                "气候",
                "ｃｌｉｍ",
                "climate cri"
            })
    void what_is_typed_finds_the_beginnings_of_words_in_every_language(String typed) {
        assertThat(slugs("q", typed)).contains(climate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"warming", "limate", "'; DROP", "q:*&|!", "''"})
    void what_is_typed_finds_nothing_else_and_means_nothing_to_the_database(String typed) {
        assertThat(slugs("q", typed)).doesNotContain(climate);
    }

    @Test
    void a_name_is_in_the_asked_locale_or_its_language_or_the_newsrooms_own() {
        assertThat(name("pt-BR")).isEqualTo("Crise do clima");
        assertThat(name("fr-CA")).startsWith("Réchauffement");
        assertThat(name("de")).isEqualTo("Climate crisis");
    }

    @Test
    void what_is_part_of_a_topic_is_found_by_it() {
        assertThat(slugs("parent", parent)).containsExactly(climate);
        assertThat(slugs("kind", "section")).contains(parent).doesNotContain(climate);
    }

    @Test
    void a_topic_cannot_be_part_of_itself_however_indirectly() {
        newsroom.as()
                .body(Map.of("kind", "section", "name", "X", "rule", "x", "parent", climate))
                .put("/v1/topics/{slug}", parent)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/parent"));
        newsroom.as()
                .body(Map.of("kind", "section", "name", "X", "rule", "x", "parent", "nothing-" + mark))
                .put("/v1/topics/{slug}", parent)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/parent"));
        newsroom.as()
                .body(Map.of("kind", "tag", "name", "X", "rule", "x", "names", Map.of("!", "x")))
                .put("/v1/topics/{slug}", parent)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/names/!"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "popular"})
    void pages_together_are_the_whole_catalogue_each_topic_once(String sort) {
        var all = new ArrayList<String>();
        String cursor = null;
        do {
            var page = catalogue("sort", sort, "limit", "3", "cursor", cursor == null ? "" : cursor);
            all.addAll(page.getList("topics.slug"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(all).doesNotHaveDuplicates().contains(parent, climate);
        assertThat(all).containsAll(slugs("limit", "200"));
    }

    @Test
    void the_answer_can_be_held_by_a_cache_and_shows_no_rule() {
        var first = RestAssured.given().get("/v1/topics?app=demo&q={mark}", mark);
        first.then().statusCode(200).header("Cache-Control", containsString("public"));
        assertThat(first.asString()).doesNotContain("rule");

        RestAssured.given()
                .header("If-None-Match", first.header("ETag"))
                .get("/v1/topics?app=demo&q={mark}", mark)
                .then()
                .statusCode(304);

        put(parent, Map.of("kind", "section", "name", "Renamed " + mark, "rule", mark));
        RestAssured.given()
                .header("If-None-Match", first.header("ETag"))
                .get("/v1/topics?app=demo&q={mark}", mark)
                .then()
                .statusCode(200);
    }

    @Test
    void the_rule_is_for_the_newsroom_only() {
        newsroom.as()
                .get("/v1/topics/{slug}/rule", climate)
                .then()
                .statusCode(200)
                .body("rule", equalTo(mark))
                .body("parent", equalTo(parent))
                .body("names.'pt-BR'", equalTo("Crise do clima"));
        RestAssured.get("/v1/topics/{slug}/rule", climate).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app=",
                "app=nothing",
                "app=demo&kind=keyword",
                "app=demo&cursor=x",
                "app=demo&locale=!",
                "app=demo&limit=0",
                "app=demo&sort=x"
            })
    void a_question_that_makes_no_sense_is_refused(String query) {
        RestAssured.get("/v1/topics?" + query).then().statusCode(422).body("code", equalTo("invalid_field"));
    }

    @Test
    void keywords_and_stories_and_what_is_retired_are_not_listed() {
        var phone = Phone.following(climate);
        phone.follow("keyword:" + mark, "every");
        newsroom.as().delete("/v1/topics/{slug}", climate).then().statusCode(204);

        assertThat(slugs("q", mark)).containsExactly(parent);
        RestAssured.get("/v1/topics/{slug}?app=demo", climate).then().statusCode(404);
        RestAssured.get("/v1/topics/{slug}?app=demo", "keyword:" + mark).then().statusCode(404);
    }

    @Test
    void the_starter_adds_what_is_missing_and_changes_nothing() {
        put("opinion", Map.of("kind", "tag", "name", "Ours " + mark, "rule", mark));

        newsroom.as().post("/v1/topics/starter").then().statusCode(200);
        assertThat(newsroom.as().post("/v1/topics/starter").jsonPath().getList("slugs"))
                .isEmpty();

        assertThat(newsroom.as().get("/v1/topics/opinion/rule").jsonPath().getString("name"))
                .isEqualTo("Ours " + mark);
        var cricket = RestAssured.get("/v1/topics/cricket?app=demo&locale=hi").jsonPath();
        assertThat(cricket.getString("name")).isNotBlank();
    }

    @Test
    void a_topic_may_be_called_starter() {
        put("starter", Map.of("kind", "tag", "name", "Starter " + mark, "rule", mark));

        RestAssured.get("/v1/topics/starter?app=demo").then().statusCode(200);
        newsroom.as().delete("/v1/topics/starter").then().statusCode(204);
    }

    private String name(String locale) {
        return RestAssured.get("/v1/topics/{slug}?app=demo&locale={locale}", climate, locale)
                .jsonPath()
                .getString("name");
    }

    private static List<String> slugs(String parameter, String value) {
        return catalogue(parameter, value).getList("topics.slug");
    }

    private static JsonPath catalogue(String... parameters) {
        var request = RestAssured.given().queryParam("app", "demo");
        for (int i = 0; i < parameters.length; i += 2) {
            if (!parameters[i + 1].isEmpty()) {
                request.queryParam(parameters[i], parameters[i + 1]);
            }
        }
        return request.get("/v1/topics").then().statusCode(200).extract().jsonPath();
    }

    private void put(String slug, Map<String, ?> topic) {
        newsroom.as().body(topic).put("/v1/topics/{slug}", slug).then().statusCode(200);
    }
}
