package io.newsbell.journey;

import static io.newsbell.journey.DeskBrowser.DEMO;
import static io.newsbell.journey.DeskBrowser.assertReadable;
import static io.newsbell.journey.DeskBrowser.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.app.Apps;
import io.newsbell.people.People;
import io.newsbell.people.Role;
import io.newsbell.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TopicsPageTest {
    private static final String TOPICS = DEMO + "/topics";

    @Inject
    Topics topics;

    @Inject
    People people;

    @Inject
    Apps apps;

    private final Newsroom newsroom = new Newsroom();
    private @Nullable DeskBrowser signedIn;

    @Test
    void the_catalogue_is_searched_by_the_beginning_of_a_name() {
        var slug = newsroom.topic("zwickau", newsroom.word("zwickau"));

        var found = ben().page(TOPICS + "?q=zwick");

        assertReadable(found);
        assertThat(found.select("tbody tr").text()).contains(slug);
        assertThat(ben().page(TOPICS + "?q=nothinglikeit").select(".empty").text())
                .contains("No topic has a name");
        assertThat(ben().page(TOPICS + "?q=zwick&cursor=nonsense")
                        .select("tbody tr")
                        .text())
                .contains(slug);
    }

    @Test
    void renaming_a_topic_keeps_its_followers() {
        var slug = newsroom.topic("lake", newsroom.word("lake"));
        var phone = Phone.following(slug);

        save(slug, Map.of("name", "The great lake"));

        var page = ben().page(TOPICS + "/" + slug);
        assertReadable(page);
        assertThat(page.select("h1").text()).isEqualTo("The great lake");
        assertThat(page.select("#followers").text()).isEqualTo("1");
        assertThat(phone.follows()).containsExactly(slug);
    }

    @Test
    void what_is_wrong_with_a_rule_is_said_at_its_field_and_nothing_is_saved() {
        var slug = newsroom.topic("wood", newsroom.word("wood"));

        var refused = page(post(slug, "", Map.of("rule", "\"open phrase", "name", "Other")), 400);

        assertReadable(refused);
        assertThat(refused.select("[aria-invalid=true]").eachAttr("name")).containsExactly("rule");
        assertThat(refused.select("#rule").attr("aria-describedby")).contains("rule-error");
        assertThat(refused.select("#rule-error").text()).contains("Quote phrases");
        assertThat(refused.select("#rule").text()).isEqualTo("\"open phrase");
        assertThat(page(post(slug, "", Map.of("name", " ", "threshold", "2", "rule", "")), 400)
                        .select("[aria-invalid=true]")
                        .eachAttr("name"))
                .containsExactlyInAnyOrder("name", "threshold");
        assertThat(page(post(slug, "", Map.of("rule", "")), 400)
                        .select("#rule-error")
                        .text())
                .isEqualTo("Give a rule.");
        assertThat(topics.find(demo(), slug).orElseThrow().name()).isEqualTo("wood");
    }

    @Test
    void a_rule_is_tried_on_the_newest_articles_without_being_saved() {
        var slug = newsroom.topic("meadow", "tag:nothing", false);
        newsroom.publish("Flowers of the " + newsroom.word("meadow"));
        newsroom.publish("Nothing of the kind happens " + newsroom.word("elsewhere"));

        var tried = page(post(slug, "/try", Map.of("rule", newsroom.word("meadow"))), 200);

        assertReadable(tried);
        assertThat(tried.select("#trial-words").text()).startsWith("1 of the last");
        assertThat(tried.select("#trial tbody tr").text()).contains("Flowers of the", newsroom.word("meadow"));
        assertThat(topics.find(demo(), slug).orElseThrow().rules().any()).isEqualTo("tag:nothing");
        assertThat(page(post(slug, "/try", Map.of("rule", "(")), 400)
                        .select("#rule-error")
                        .text())
                .contains("cannot be read");
    }

    @Test
    void of_two_who_save_a_topic_at_once_the_second_is_told_and_keeps_what_was_typed() {
        var slug = newsroom.topic("field", newsroom.word("field"));
        var seen = fields(slug);
        save(slug, Map.of("name", "Field of one"));
        var mine = new HashMap<>(seen);
        mine.put("name", "Field of two");

        var second = page(ben().send(TOPICS, TOPICS + "/" + slug, mine), 409);

        assertThat(second.select("#notice").text()).contains("somebody has changed the topic", "Field of one");
        assertThat(second.select("#name").attr("value")).isEqualTo("Field of two");
        assertThat(topics.find(demo(), slug).orElseThrow().name()).isEqualTo("Field of one");
    }

    @Test
    void a_topic_is_made_at_the_desk() {
        var slug = "made-" + newsroom.mark();
        var form = DEMO + "/new-topic";
        assertReadable(ben().page(form));
        var fields = Map.of(
                "slug", slug, "name", "Made", "kind", "PLACE", "rule", newsroom.word("made"), "threshold", "0.2");

        assertThat(ben().send(form, form, fields).header("Location")).endsWith(TOPICS + "/" + slug);
        var again = page(ben().send(form, form, fields), 400);
        var faulty = page(ben().send(form, form, Map.of("slug", "-", "name", "", "threshold", "0.2")), 400);

        assertThat(again.select("#slug-error").text()).contains("There is a topic");
        assertThat(faulty.select("[aria-invalid=true]").eachAttr("name")).contains("slug", "name");
        assertThat(topics.find(demo(), slug).orElseThrow().name()).isEqualTo("Made");
    }

    @Test
    void a_rehearsal_shows_its_progress_and_what_came_out() {
        var slug = newsroom.topic("moor", "\"" + newsroom.word("moor") + " old\"");
        newsroom.publish("The " + newsroom.word("moor") + " old way");
        newsroom.publish("The " + newsroom.word("moor") + " new way");

        var begun = post(slug, "/rehearsals", Map.of("rule", newsroom.word("moor")));

        assertThat(begun.statusCode()).isEqualTo(303);
        var address = begun.header("Location").replaceFirst("^https?://[^/]+", "");
        assertReadable(ben().page(address));
        await("the rehearsal to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !ben().page(address).select("#tried-alerts").isEmpty());
        var done = ben().page(address);
        assertReadable(done);
        assertThat(done.select("#tried-alerts").text()).isEqualTo("2");
        assertThat(done.select("#present-alerts").text()).isEqualTo("1");
        assertThat(done.select("section:has(#added-title)").text()).contains("new way");
        assertThat(ben().page(done.select("a:contains(Back to)").attr("href"))
                        .select("#rule")
                        .text())
                .isEqualTo(newsroom.word("moor"));
    }

    @Test
    void retiring_says_how_many_follow_wants_to_be_meant_and_loses_nobody() {
        var slug = newsroom.topic("marsh", newsroom.word("marsh"));
        var phone = Phone.following(slug);
        assertThat(ben().page(TOPICS + "/" + slug).select("#retire-hint").text())
                .contains("1 reader follows");

        var unmeant = ben().send(TOPICS, TOPICS + "/" + slug + "/retire", Map.of());

        assertThat(page(unmeant, 409).select("#notice").text()).contains("Nothing was done");
        assertThat(topics.find(demo(), slug)).isPresent();

        var meant = ben().send(TOPICS, TOPICS + "/" + slug + "/retire", Map.of("confirmed", "yes"));

        assertThat(ben().page(meant.header("Location").replaceFirst("^https?://[^/]+", ""))
                        .select("#notice")
                        .text())
                .contains(slug + " is retired");
        assertThat(ben().get(TOPICS + "/" + slug).statusCode()).isEqualTo(404);
        assertThat(phone.follows()).isEmpty();

        newsroom.as()
                .body(Map.of("kind", "tag", "name", "marsh", "rule", newsroom.word("marsh"), "automatic", true))
                .put("/v1/topics/{slug}", slug)
                .then()
                .statusCode(200);
        assertThat(phone.follows()).containsExactly(slug);
    }

    @Test
    void merging_a_topic_says_the_numbers_first_and_moves_its_followers() {
        var slug = newsroom.topic("pond", newsroom.word("pond"));
        var other = newsroom.topic("water", newsroom.word("water"));
        var came = Phone.following(slug);
        var both = Phone.following(slug, other);
        assertThat(page(ben().get(TOPICS + "/" + slug + "/merge?into=nothing-like-it"), 400)
                        .select("#into-error")
                        .text())
                .contains("no topic \"nothing-like-it\"");

        var review = ben().page(TOPICS + "/" + slug + "/merge?into=" + other);

        assertReadable(review);
        assertThat(review.select("#followers-from").text()).isEqualTo("2");
        assertThat(review.select("#followers-both").text()).isEqualTo("1");
        assertThat(review.select("#followers-after").text()).isEqualTo("2");
        assertThat(review.select("form label").text()).contains("1 reader comes to water, which 2 follow then");
        var joined = ben().page(review.select("a[href*=rule]").attr("href"));
        assertThat(joined.select("#rule").text())
                .isEqualTo("(%s) OR (%s)".formatted(newsroom.word("water"), newsroom.word("pond")));
        assertThat(page(ben().post(TOPICS + "/" + slug + "/merge", Map.of("into", other)), 409)
                        .select("#notice")
                        .text())
                .contains("Nothing was done");
        assertThat(came.follows()).containsExactly(slug);

        assertThat(ben().post(TOPICS + "/" + slug + "/merge", Map.of("into", other, "confirmed", "2"))
                        .statusCode())
                .isEqualTo(303);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> ben().page(TOPICS + "/" + slug + "/merge").text().contains("Done."));
        var done = ben().page(TOPICS + "/" + slug + "/merge");
        assertReadable(done);
        assertThat(done.select("#moved-count").text()).isEqualTo("1");
        assertThat(done.select("#kept-count").text()).isEqualTo("1");
        assertThat(came.follows()).containsExactly(other);
        assertThat(both.follows()).containsExactly(other);
        assertThat(ben().get(TOPICS + "/" + slug).header("Location")).endsWith("/topics/" + other);
        assertThat(ben().page(TOPICS + "/" + other).select("section").text()).contains("Merged into it pond");
    }

    @Test
    void who_only_approves_reads_topics_and_changes_none() {
        var slug = newsroom.topic("heath", newsroom.word("heath"));
        var email = "lou-" + UUID.randomUUID() + "@paper.example";
        var lou = people.invite(people.byEmail("editor@localhost").orElseThrow(), email, "Lou", "the first of lou")
                .orElseThrow();
        people.setRoles(lou.id(), demo(), EnumSet.of(Role.APPROVER));
        assertThat(people.changePassword(lou, "the first of lou", "the second of lou"))
                .isEmpty();
        var reader = DeskBrowser.of(email, "the second of lou");

        var shown = reader.page(TOPICS + "/" + slug);

        assertReadable(shown);
        assertThat(shown.select("main form")).isEmpty();
        assertThat(shown.text()).contains(newsroom.word("heath"));
        var csrf = DeskBrowser.csrf(shown);
        assertThat(reader.post(TOPICS + "/" + slug + "/retire", Map.of("confirmed", "yes"), csrf)
                        .statusCode())
                .isEqualTo(403);
        assertThat(reader.post(TOPICS + "/" + slug, fields(slug), csrf).statusCode())
                .isEqualTo(403);
        assertThat(topics.find(demo(), slug)).isPresent();
    }

    @Test
    void a_form_without_the_token_of_its_page_changes_no_topic() {
        var slug = newsroom.topic("cliff", newsroom.word("cliff"));

        var refused = ben().post(TOPICS + "/" + slug + "/retire", Map.of("confirmed", "yes"), "");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(topics.find(demo(), slug)).isPresent();
    }

    private void save(String slug, Map<String, String> changed) {
        assertThat(post(slug, "", changed).statusCode()).isEqualTo(303);
    }

    private Response post(String slug, String act, Map<String, String> changed) {
        var fields = new HashMap<>(fields(slug));
        fields.putAll(changed);
        return ben().send(TOPICS + "/" + slug, TOPICS + "/" + slug + act, fields);
    }

    /// What the form holds when the page is opened.
    private Map<String, String> fields(String slug) {
        var page = ben().page(TOPICS + "/" + slug);
        var fields = new HashMap<>(Map.of(
                "seen", page.select("input[name=seen]").attr("value"),
                "name", page.select("#name").attr("value"),
                "kind", page.select("#kind option[selected]").attr("value"),
                "rule", page.select("#rule").text(),
                "threshold", page.select("#threshold").attr("value")));
        if (!page.select("input[name=automatic][checked]").isEmpty()) {
            fields.put("automatic", "true");
        }
        return fields;
    }

    private long demo() {
        return apps.bySlug("demo").orElseThrow().id();
    }

    private DeskBrowser ben() {
        if (signedIn == null) {
            signedIn = DeskBrowser.ofBen();
        }
        return signedIn;
    }
}
