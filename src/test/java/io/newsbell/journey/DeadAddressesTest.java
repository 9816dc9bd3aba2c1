package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// So many addresses die at once that nobody believes it, and a person decides what is true.
@QuarkusTest
class DeadAddressesTest {
    private static final int MANY = 25;

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("graveyard");
    private List<Phone> phones = List.of();
    private String alert = "";

    @BeforeEach
    void anAlertThatFindsEverybodyDead() {
        var topic = newsroom.topic("graveyard", newsroom.word("graveyard"));
        phones = Stream.generate(() -> Phone.following(topic)).limit(MANY).toList();
        newsroom.waitUntilNothingIsLeftToDo();
        phones.forEach(phone -> phone.lever("{\"lever\":\"unregistered\"}"));
        newsroom.publish(headline);
        alert = newsroom.alert(headline, "sent").getString("alertId");
    }

    @AfterEach
    void release() {
        phones.forEach(Phone::releaseLever);
    }

    @Test
    void nobody_is_retired_until_a_person_believes_it() {
        assertThat(found().getInt("quarantined")).isEqualTo(MANY);
        assertThat(matched("Second " + headline)).isEqualTo(MANY);

        assertThat(decide("retire")).isEqualTo(MANY);

        assertThat(found().getInt("quarantined")).isZero();
        assertThat(found().getInt("retired")).isEqualTo(MANY);
        assertThat(newsroom.acts("alert:" + alert))
                .extracting(each -> each.get("act"), each -> each.get("actor"), each -> each.get("detail"))
                .containsExactly(tuple("dead-addresses.retired", "key:settings", Map.of("addresses", "" + MANY)));
        assertThat(matched("Third " + headline)).isZero();
    }

    @Test
    void what_was_believed_can_be_taken_back_but_for_a_phone_with_another_address() {
        decide("retire");
        release();
        phones.getFirst().changeToken();

        assertThat(decide("restore")).isEqualTo(MANY);
        assertThat(newsroom.acts("alert:" + alert))
                .extracting(each -> each.get("act"))
                .containsExactly("dead-addresses.restored", "dead-addresses.retired");

        assertThat(newsroom.as().get("/v1/dead-addresses").jsonPath().getList("alertId"))
                .doesNotContain(alert);
        assertThat(matched("Fourth " + headline)).isEqualTo(MANY);
        phones.forEach(phone -> phone.ringsWith("Fourth " + headline));
    }

    private int matched(String title) {
        newsroom.publish(title);
        var state = newsroom.alert(title, "sent");
        return state.getInt("account.matched");
    }

    private JsonPath found() {
        var all = newsroom.as().get("/v1/dead-addresses").jsonPath();
        int at = all.<String>getList("alertId").indexOf(alert);
        return JsonPath.from(newsroom.as().get("/v1/dead-addresses").asString()).setRootPath("[" + at + "]");
    }

    private int decide(String how) {
        return newsroom.as()
                .post("/v1/dead-addresses/{alert}/{how}", alert, how)
                .then()
                .statusCode(200)
                .extract()
                .path("addresses");
    }
}
