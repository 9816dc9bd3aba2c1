package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// An article comes in, phones ring: the right ones, once.
@QuarkusTest
class FirstRingTest {
    private final Newsroom newsroom = new Newsroom();

    @Test
    void an_article_without_any_tag_rings_the_phones_that_follow_what_it_is_about_and_only_those() throws IOException {
        var metro = newsroom.topic("kochi-metro", "tag:metro OR \"Kochi Metro\"");
        var climate = newsroom.topic("climate", "tag:climate OR \"climate change\"");
        var cricket = newsroom.topic("cricket", "tag:cricket OR cricket");
        var commuter = Phone.following(metro);
        var activist = Phone.following(climate);
        var both = Phone.following(metro, climate, cricket);
        var fan = Phone.following(cricket);
        var nobody = Phone.registered();
        var headline = "Trains run full as the city wades to work " + newsroom.word("x");

        newsroom.publish(headline, "body", text("kochi-metro.txt"));

        commuter.ringsWith(headline);
        both.ringsWith(headline);
        // Readers of the demo follow Kochi, too, some of them for their digest, so it is more than two, and not over
        // yet;
        // but it adds up.
        newsroom.waitUntilNothingIsLeftToDo();
        newsroom.assertAddsUp(headline);
        // The text names climate change once, near its end: it mentions it, and is about something else.
        assertThat(activist.titles()).isEmpty();
        assertThat(both.titles()).hasSize(1);
        assertThat(fan.titles()).isEmpty();
        assertThat(nobody.titles()).isEmpty();
    }

    @Test
    void a_phone_rings_within_a_second_of_the_202() {
        var topic = newsroom.topic("speed", newsroom.word("speed"));
        var phone = Phone.following(topic);
        // The first alert of a server opens its connections; readers of the second see what every later one sees.
        newsroom.publish("Warm up " + newsroom.word("speed"));
        phone.ringsWith("Warm up " + newsroom.word("speed"));
        var headline = "Now for real " + newsroom.word("speed");

        newsroom.publish(headline);
        var acknowledged = Instant.now();

        phone.ringsWith(headline);
        var rang = Instant.parse((String) phone.messages().getLast().get("receivedAt"));
        assertThat(Duration.between(acknowledged, rang)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void the_push_says_what_the_contract_with_apps_says() {
        var topic = newsroom.topic("contract", newsroom.word("contract"));
        var phone = Phone.following(topic);
        var headline = "Contract " + newsroom.word("contract");

        newsroom.publish(
                headline,
                "summary",
                "What happened.",
                "url",
                "https://news.example/contract",
                "image",
                "https://news.example/contract.jpg",
                "urgency",
                1);

        phone.ringsWith(headline);
        assertThat(phone.messages().getFirst().get("message"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .hasEntrySatisfying(
                        "notification",
                        notification -> assertThat(notification)
                                .isEqualTo(Map.of(
                                        "title",
                                        headline,
                                        "body",
                                        "What happened.",
                                        "image",
                                        "https://news.example/contract.jpg")))
                .hasEntrySatisfying(
                        "data",
                        data -> assertThat(data)
                                .asInstanceOf(
                                        org.assertj.core.api.InstanceOfAssertFactories.map(String.class, String.class))
                                .containsEntry("topic", topic)
                                .containsEntry("version", "1")
                                .containsEntry("link", "https://news.example/contract")
                                .containsKeys("alertId", "storyId"))
                .hasEntrySatisfying(
                        "android",
                        android ->
                                assertThat(android.toString()).contains("breaking_v1", "tag=story-", "priority=high"))
                .hasEntrySatisfying(
                        "apns",
                        apns -> assertThat(apns.toString())
                                .contains(
                                        "apns-collapse-id=story-",
                                        "thread-id=story-",
                                        "interruption-level=time-sensitive"))
                .hasEntrySatisfying("webpush", web -> assertThat(web.toString()).contains("Topic=story-"));
    }

    @Test
    void an_edit_rings_nobody() {
        var topic = newsroom.topic("edit", newsroom.word("edit"));
        var phone = Phone.following(topic);
        var headline = "First words " + newsroom.word("edit");
        newsroom.put("edited", Map.of("headline", headline)).then().statusCode(202);
        phone.ringsWith(headline);

        var edited = newsroom.put("edited", Map.of("headline", "Better words " + newsroom.word("edit"), "urgency", 1));
        edited.then().statusCode(202);
        assertThat(edited.jsonPath().getString("change")).isEqualTo("updated");
        assertThat(edited.jsonPath().getInt("version")).isEqualTo(2);
        // A second article goes the same way after it; once it has rung, the edit has been dealt with.
        newsroom.publish("Another " + newsroom.word("edit"));
        phone.ringsWith("Another " + newsroom.word("edit"));

        assertThat(phone.titles()).containsExactly(headline, "Another " + newsroom.word("edit"));
    }

    @Test
    void the_same_article_fifty_times_at_once_is_one_article_and_one_ring() throws Exception {
        var topic = newsroom.topic("once", newsroom.word("once"));
        var phone = Phone.following(topic);
        var headline = "Only once " + newsroom.word("once");

        var changes = atOnce(
                50,
                () -> newsroom.put("once", Map.of("headline", headline))
                        .then()
                        .statusCode(202)
                        .extract()
                        .<String>path("change"));

        assertThat(changes).filteredOn("created"::equals).hasSize(1);
        assertThat(changes).filteredOn("unchanged"::equals).hasSize(49);
        phone.ringsWith(headline);
        newsroom.alert(headline, "sent");
        assertThat(phone.titles()).containsExactly(headline);
    }

    @Test
    void a_ninjs_document_is_taken_as_it_is() {
        var topic = newsroom.topic("ninjs", "person:\"asha rao " + newsroom.word("n") + "\" AND tag:sport");
        var phone = Phone.following(topic);
        var headline = "Captain on trial " + newsroom.word("ninjs");

        newsroom.put("ninjs", """
                        {"uri": "http://ninjs.example.com/newsitems/1", "type": "text", "pubStatus": "usable",
                         "versionCreated": "%s", "language": "en", "urgency": 3, "by": "A. Writer",
                         "people": [{"name": "Asha Rao %s", "rel": "about"}],
                         "subjects": [{"name": "Sport", "uri": "http://cv.iptc.org/newscodes/mediatopic/15000000"}],
                         "headlines": [{"role": "main", "value": "%s"}],
                         "bodies": [{"role": "main", "contentType": "text/plain", "value": "It began today."}],
                         "aFieldOfTheAgency": {"anything": true}}""".formatted(Instant.now(new MovableClock()), newsroom.word("n"), headline))
                .then()
                .statusCode(202);

        phone.ringsWith(headline);
    }

    @Test
    void what_is_not_fresh_rings_nobody_and_says_why() {
        var topic = newsroom.topic("stale", newsroom.word("stale"));
        Phone.following(topic);
        var headline = "Old news " + newsroom.word("stale");

        newsroom.publish(
                headline,
                "publishedAt",
                Instant.now().minus(Duration.ofHours(3)).toString());

        assertThat(newsroom.alert(headline, "dismissed").getString("reason"))
                .contains("longer ago than the 120 minutes");
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = threads.invokeAll(
                    IntStream.range(0, times).mapToObj(i -> call).toList());
            return all.stream().map(Future::resultNow).toList();
        }
    }

    private static String text(String name) throws IOException {
        try (var in = FirstRingTest.class.getResourceAsStream("/articles/" + name)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
