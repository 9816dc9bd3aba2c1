package io.newsbell.journey;

import static io.newsbell.journey.DeskBrowser.DEMO;
import static io.newsbell.journey.DeskBrowser.assertReadable;
import static io.newsbell.journey.DeskBrowser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.Apps;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SupportPageTest {
    private static final String SUPPORT = DEMO + "/support";

    @Inject
    Apps apps;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    private final Newsroom newsroom = new Newsroom();
    private @Nullable DeskBrowser signedIn;

    @Test
    void why_a_phone_rang_is_one_sentence_and_its_facts() {
        var topic = newsroom.topic("harbour", newsroom.word("harbour"));
        var phone = Phone.following(topic);
        var headline = "Ferries stop at " + newsroom.word("harbour");
        newsroom.publish(headline);
        phone.ringsWith(headline);
        var alert = newsroom.alert(headline, "sent").getString("alertId");

        var answer = ask(phone, alert);

        assertReadable(answer);
        assertThat(answer.select("#answer-title").text()).isEqualTo("It rang");
        assertThat(answer.select("#answer").text()).isEqualTo("It follows \"harbour\".");
        assertThat(answer.text()).contains(headline);
    }

    @Test
    void why_a_phone_did_not_ring_names_what_its_reader_wants() {
        var topic = newsroom.topic("quay", newsroom.word("quay"));
        var told = Phone.following(topic);
        var muted = Phone.following(topic);
        muted.mute(topic, clock.instant().plus(Duration.ofDays(2))).then().statusCode(200);
        var headline = "Cranes stop at " + newsroom.word("quay");
        newsroom.publish(headline);
        told.ringsWith(headline);
        var alert = newsroom.alert(headline, "sent").getString("alertId");

        var answer = ask(muted, alert);

        assertThat(answer.select("#answer-title").text()).isEqualTo("It did not ring");
        assertThat(answer.select("#answer").text()).startsWith("Its reader muted");
        assertThat(answer.select("section:has(#answer) .facts").text()).contains("Left out as muted");
        assertThat(answer.select("section:has(#follows-title)").text()).contains("quay", "every alert", "until");
    }

    @Test
    void no_more_is_said_than_is_known_of_a_push_that_was_not_taken() {
        var topic = newsroom.topic("mole", newsroom.word("mole"));
        var told = Phone.following(topic);
        var gone = Phone.following(topic);
        gone.lever("{\"lever\":\"unregistered\"}");
        var headline = "Waves break over the " + newsroom.word("mole");
        newsroom.publish(headline);
        told.ringsWith(headline);
        var alert = newsroom.alert(headline, "sent").getString("alertId");

        var answer = ask(gone, alert);
        var stranger = ask(Phone.registered(), alert);

        assertThat(answer.select("#answer-title").text()).isEqualTo("The push service has not confirmed it");
        assertThat(answer.select("#answer").text()).startsWith("Its push address is gone");
        assertThat(answer.select("section:has(#device-title)").text())
                .contains("The app is gone from it", "Retired yes");
        assertThat(stranger.select("#answer-title").text()).isEqualTo("It has not rung");
        assertThat(stranger.select("#answer").text()).contains("followed none of the alert's topics");
    }

    @Test
    void without_an_alert_it_shows_what_became_of_each() {
        var topic = newsroom.topic("pier", newsroom.word("pier"));
        var phone = Phone.following(topic);
        var headline = "Storm closes the " + newsroom.word("pier");
        newsroom.publish(headline);
        phone.ringsWith(headline);
        newsroom.alert(headline, "sent");

        var shown = ask(phone, "");

        assertReadable(shown);
        assertThat(shown.select("tbody tr")).hasSize(1);
        assertThat(shown.select("tbody tr").text()).contains(headline, "The push service took it", topic);
        var why = ben().page(shown.select("tbody a:contains(Why)").attr("href"));
        assertThat(why.select("#answer-title").text()).isEqualTo("It rang");
    }

    @Test
    void the_page_says_what_the_device_is_but_never_its_address() {
        var phone = Phone.registered();

        var answer = ben().get(SUPPORT + "?device=" + phone.id());

        assertThat(page(answer, 200).select("section:has(#device-title)").text())
                .contains("Android", "English (India), en-IN", "Asia/Kolkata", "Last seen", "Retired no");
        assertThat(answer.asString()).doesNotContain(phone.token()).doesNotContain(phone.secret());
    }

    @Test
    void unknown_and_malformed_ids_are_told_apart_at_their_field() {
        var phone = Phone.registered();

        assertThat(fault("?device=" + UUID.randomUUID(), "device")).contains("no device of this id");
        assertThat(fault("?device=1-1-1-1-1", "device")).contains("This is no id");
        assertThat(fault("?alert=" + UUID.randomUUID(), "device")).contains("Give the id of the device");
        assertThat(fault("?device=" + phone.id() + "&alert=x", "alert")).contains("This is no id");
        assertThat(fault("?device=" + phone.id() + "&recent=" + UUID.randomUUID(), "alert"))
                .contains("no alert of this id");
    }

    @Test
    void a_device_of_another_app_is_as_unknown_as_one_that_does_not_exist() {
        var phone = Phone.registered();
        var other = OtherApps.made(jdbi, apps);
        jdbi.useHandle(db -> {
            db.execute("UPDATE device SET app_id = ? WHERE id = ?", other.id(), UUID.fromString(phone.id()));
        });

        assertThat(fault("?device=" + phone.id(), "device")).isEqualTo(fault("?device=" + UUID.randomUUID(), "device"));
    }

    @Test
    void an_empty_page_asks() {
        var empty = ben().page(SUPPORT);

        assertReadable(empty);
        assertThat(empty.select(".error")).isEmpty();
        assertThat(empty.select("form[action='" + SUPPORT + "']").attr("method"))
                .isEqualTo("get");
    }

    private Document ask(Phone phone, String alert) {
        return ben().page(SUPPORT + "?device=" + phone.id() + "&alert=" + alert);
    }

    private String fault(String query, String field) {
        var refused = page(ben().get(SUPPORT + query), 422);
        assertReadable(refused);
        assertThat(refused.select("[aria-invalid=true]").eachAttr("name")).containsExactly(field);
        return refused.select("#" + field + "-error").text();
    }

    private DeskBrowser ben() {
        if (signedIn == null) {
            signedIn = DeskBrowser.ofBen();
        }
        return signedIn;
    }
}
