package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.MovableClock;
import io.newsbell.merging.MergeDriver;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An alert can be for those of its topics' followers only who follow other topics, too, or do not.
@QuarkusTest
class NarrowedAudienceTest {
    private static final Duration QUIET = Duration.ofHours(2);
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    private final Newsroom newsroom = new Newsroom();
    private final String title = "News of " + newsroom.word("narrowed");
    private String cricket;
    private String league;
    private String football;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @BeforeEach
    void topics() {
        cricket = newsroom.topic("cricket", newsroom.word("cricket"), false);
        league = newsroom.topic("league", newsroom.word("league"), false);
        football = newsroom.topic("football", newsroom.word("football"), false);
    }

    @Test
    void only_who_follows_all_that_is_asked_for_and_nothing_that_is_left_out_is_rung() {
        var both = Phone.following(cricket);
        both.follow(league, "digest");
        var cricketOnly = Phone.following(cricket);
        var leagueOnly = Phone.following(league);
        var all = Phone.following(cricket, league, football);
        var alert = narrowed(Map.of("alsoFollowing", List.of(league), "notFollowing", List.of(football)));
        newsroom.as()
                .body(alert)
                .post("/v1/alerts/estimate")
                .then()
                .statusCode(200)
                .body("matched", equalTo(3))
                .body("suppressed", equalTo(Map.of("NOT_IN_RULE", 2)))
                .body("now", equalTo(1));

        newsroom.send(alert).then().statusCode(202);

        both.ringsWith(title);
        var account = newsroom.account(title, "sent");
        assertThat(account)
                .containsEntry("matched", 3)
                .containsEntry("accepted", 1)
                .containsEntry("suppressed", Map.of("NOT_IN_RULE", 2));
        assertThat(List.of(cricketOnly, leagueOnly, all))
                .allSatisfy(phone -> assertThat(phone.titles()).isEmpty());
        why(all).body("suppressed", equalTo("NOT_IN_RULE")).body("sentence", containsString("for fewer"));
        assertThat(newsroom.acts("alert:" + newsroom.alert(title, "sent").getString("alertId")))
                .first()
                .extracting(act -> String.valueOf(act.get("detail")))
                .asString()
                .contains("alsoFollowing=" + league, "notFollowing=" + football);
    }

    @Test
    void who_waits_for_the_end_of_quiet_hours_is_held_to_the_rule_again_then() {
        var still = quiet();
        var changed = quiet();
        newsroom.send(narrowed(Map.of("notFollowing", List.of(football))));
        newsroom.alert(title, "sending");

        changed.follow(football, "every");
        MovableClock.advance(QUIET);

        still.ringsWith(title);
        assertThat(newsroom.account(title, "sent")).containsEntry("suppressed", Map.of("NOT_IN_RULE", 1));
        assertThat(changed.titles()).isEmpty();
    }

    @Test
    void who_comes_to_be_left_out_in_the_middle_of_a_fan_out_is_not_rung() {
        var phones =
                Stream.generate(() -> Phone.following(cricket, league)).limit(3).toList();
        phones.forEach(phone -> phone.lever("{\"lever\":\"unavailable\"}"));
        newsroom.send(narrowed(Map.of("alsoFollowing", List.of(league), "notFollowing", List.of(football))));
        await().until(() -> Newsroom.count(newsroom.account(title, "sending"), "pending") == 3);

        phones.get(0).follow(football, "digest");
        phones.get(1).unfollow(league);
        phones.forEach(Phone::releaseLever);

        phones.get(2).ringsWith(title);
        assertThat(newsroom.account(title, "sent"))
                .containsEntry("unfollowed", 2)
                .containsEntry("accepted", 1);
        why(phones.get(0)).body("sentence", containsString("what the alert leaves out"));
    }

    @Test
    void what_was_merged_in_the_middle_of_a_fan_out_is_what_it_is_by_now() {
        var phones =
                Stream.generate(() -> Phone.following(cricket, league)).limit(2).toList();
        phones.forEach(phone -> phone.lever("{\"lever\":\"unavailable\"}"));
        newsroom.send(narrowed(Map.of("alsoFollowing", List.of(league), "notFollowing", List.of(football))));
        await().until(() -> Newsroom.count(newsroom.account(title, "sending"), "pending") == 2);
        var other = newsroom.topic("other", newsroom.word("other"), false);

        MergeDriver.atOnce(league, other, () -> {});
        MergeDriver.atOnce(football, newsroom.topic("ball", newsroom.word("ball"), false), () -> {});
        phones.get(0).follow(football, "every");
        phones.forEach(Phone::releaseLever);

        phones.get(1).ringsWith(title);
        assertThat(newsroom.account(title, "sent"))
                .containsEntry("unfollowed", 1)
                .containsEntry("accepted", 1);
    }

    @Test
    void a_merge_of_what_is_left_out_with_what_is_told_leaves_nobody_out() {
        var quiet = quiet();
        var leagueToo = quiet();
        leagueToo.follow(league, "every");
        newsroom.send(narrowed(Map.of("notFollowing", List.of(league))));
        newsroom.alert(title, "sending");

        MergeDriver.atOnce(cricket, league, () -> {});
        MovableClock.advance(QUIET);

        quiet.ringsWith(title);
        assertThat(newsroom.account(title, "sent")).containsEntry("accepted", 1);
        assertThat(inbox(quiet)).containsExactly(title);
    }

    @Test
    void what_does_not_exist_or_contradicts_itself_is_refused_by_name() {
        refused(Map.of("alsoFollowing", List.of("no-such-topic")), "/alsoFollowing/0", "no topic \"no-such-topic\"");
        refused(Map.of("notFollowing", List.of(football, "nor-this")), "/notFollowing/1", "no topic \"nor-this\"");
        Phone.following("keyword:" + newsroom.word("own"));
        refused(Map.of("alsoFollowing", List.of("keyword:" + newsroom.word("own"))), "/alsoFollowing/0", "no topic");
        refused(Map.of("notFollowing", List.of(cricket)), "/notFollowing/0", "whose followers are told, too");
        refused(
                Map.of("alsoFollowing", List.of(league), "notFollowing", List.of(football, league)),
                "/notFollowing/1",
                "and not follow it");
        refused(Map.of("alsoFollowing", Collections.nCopies(11, league)), "/alsoFollowing", "at most 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"update\":false,\"platforms\":[]}", "{\"update\":true,\"platforms\":[\"ios\"]}"})
    void alerts_from_before_there_were_rules_are_read(String old) {
        Phone.following(cricket);
        newsroom.send(narrowed(Map.of())).then().statusCode(202);
        var alert = newsroom.alert(title, "sent").getString("alertId");
        jdbi.useHandle(
                db -> db.execute("UPDATE alert SET target = ?::jsonb WHERE id = ?", old, UUID.fromString(alert)));

        newsroom.as().get("/v1/alerts/" + alert).then().statusCode(200).body("title", equalTo(title));
        DeskBrowser.ofAnna().page(DeskBrowser.DEMO + "/alerts/" + alert);
    }

    @Test
    void an_approval_is_for_the_readers_that_were_read_of_and_nothing_half_written_is_lost() {
        var anna = DeskBrowser.ofAnna();
        var ben = DeskBrowser.ofBen();
        Phone.following(cricket, league);
        var draft = anna.draft("breaking", title, cricket);
        rewrite(anna, draft, 2, Map.of("addAlso", league));
        var review = ben.page(draft + "/review");
        assertThat(review.select("#for").text()).isEqualTo("followers of cricket who also follow league");
        assertThat(review.select("#narrowed-out").text()).isEqualTo("0");
        anna.decide(draft).then().statusCode(303);

        rewrite(anna, draft, 3, Map.of("alsoFollowing", league, "addNot", football));
        anna.decide(draft).then().statusCode(303);

        ben.decide(review).then().statusCode(409).body(containsString("somebody has changed the draft"));
        assertThat(ben.page(draft + "/review").select("#for").text())
                .isEqualTo("followers of cricket who also follow league, without those who follow football");
        rewrite(anna, draft, 4, Map.of("alsoFollowing", league, "addNot", cricket));
        var half = anna.page(draft);
        assertThat(half.select("input[name=notFollowing]").eachAttr("value")).containsExactly(cricket);
        assertThat(half.select("#not-error").text()).contains("whose followers are told, too");
        assertThat(half.select("#narrow").hasAttr("open")).isTrue();
        anna.post(draft + "/discard", Map.of()).then().statusCode(303);
    }

    private void rewrite(DeskBrowser editor, String draft, int version, Map<String, String> narrowing) {
        var fields = new HashMap<String, Object>(narrowing);
        fields.putAll(Map.of("version", version, "level", "breaking", "title", title, "topics", cricket));
        editor.post(draft, fields).then().statusCode(303);
    }

    private void refused(Map<String, ?> narrowing, String pointer, String why) {
        newsroom.send(narrowed(narrowing))
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors.pointer", contains(pointer))
                .body("errors[0].detail", containsString(why));
    }

    private Map<String, Object> narrowed(Map<String, ?> narrowing) {
        var alert = new HashMap<String, Object>(Map.of("level", "top", "title", title, "topics", List.of(cricket)));
        alert.putAll(narrowing);
        return alert;
    }

    private ValidatableResponse why(Phone phone) {
        var alert = newsroom.alert(title, "sent").getString("alertId");
        return newsroom.as()
                .get("/v1/alerts/%s/devices/%s".formatted(alert, phone.id()))
                .then()
                .statusCode(200);
    }

    private static List<String> inbox(Phone phone) {
        return phone.as()
                .get("/v1/devices/{id}/notifications", phone.id())
                .jsonPath()
                .getList("notifications.title");
    }

    private Phone quiet() {
        var phone = Phone.following(cricket);
        phone.prefer(Map.of(
                "quietHours", Map.of("from", local(Duration.ofHours(-1)), "to", local(QUIET), "breaking", true)));
        return phone;
    }

    private String local(Duration fromNow) {
        return DateTimeFormatter.ofPattern("HH:mm")
                .format(clock.instant().plus(fromNow).atZone(KOLKATA));
    }
}
