package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import io.newsbell.MovableClock;
import io.newsbell.app.Apps;
import io.newsbell.people.People;
import io.newsbell.people.Role;
import io.quarkus.arc.Arc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// A topic that only phones of this scene follow, an article about it, and editors in browsers of their own.
final class DeskScene {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration UNDO = Duration.ofSeconds(10);
    private static final String SUMMARY = "What happened, and what follows from it.";

    private final Browser browser;
    private final String home;
    private final Newsroom newsroom = new Newsroom();
    private final List<Phone> phones = new ArrayList<>();
    private final List<Editor> editors = new ArrayList<>();
    private final List<String> wanted = new ArrayList<>();
    private final String topic = newsroom.topic("desk", word(), false);
    private final String headline = ofItsOwnEvent();
    private final String article;

    DeskScene(Browser browser, String home, int phones) {
        this.browser = browser;
        this.home = home;
        for (int i = 0; i < phones; i++) {
            this.phones.add(Phone.following(topic));
        }
        article = publish(headline);
    }

    Editor enter(String name) {
        return enter(name, new Browser.NewContextOptions());
    }

    Editor enter(String name, Browser.NewContextOptions options) {
        return atTheDoor(options).comesInAs(name);
    }

    Editor atTheDoor(Browser.NewContextOptions options) {
        var editor = Editor.atTheDoor(browser, home, options);
        editors.add(editor);
        return editor;
    }

    List<Editor> editors() {
        return List.copyOf(editors);
    }

    Newsroom newsroom() {
        return newsroom;
    }

    String topic() {
        return topic;
    }

    String headline() {
        return headline;
    }

    /// The newsroom's own id of the article.
    String article() {
        return article;
    }

    Phone phone() {
        return phones.getFirst();
    }

    void moreFollow(int count) {
        for (int i = 0; i < count; i++) {
            phones.add(Phone.following(topic));
        }
    }

    /// Nothing that another test has published is similar.
    String ofItsOwnEvent() {
        return UUID.randomUUID().toString().replace("-", " ") + " " + word();
    }

    String word() {
        return newsroom.word("desk");
    }

    String publish(String title, Object... more) {
        var url = "https://news.example/" + UUID.randomUUID();
        var given = new ArrayList<Object>(List.of("summary", SUMMARY, "url", url));
        given.addAll(List.of(more));
        return newsroom.publish(title, given.toArray()) + "-" + newsroom.mark();
    }

    void takeBack(String id) {
        newsroom.as().delete("/v1/articles/{id}", id).then().statusCode(204);
    }

    /// This title may ring every phone once; whatever else rings, or rings twice, is a mistake.
    void wants(String title) {
        wanted.add(title);
    }

    /// Lets the time to undo pass, and all that was decided be sent.
    void passUndo() {
        MovableClock.advance(UNDO);
        await("nothing to be about to leave").atMost(SOON).until(() -> leaving() == 0);
        newsroom.waitUntilNothingIsLeftToDo();
    }

    void onlyWhatWasWantedRings() {
        passUndo();
        assertThat(phones).allSatisfy(phone -> assertThat(phone.titles()).containsExactlyElementsOf(wanted));
    }

    void nobodyRings() {
        assertThat(phones).allSatisfy(phone -> assertThat(phone.titles()).isEmpty());
    }

    void allRing(String title) {
        phones.forEach(phone -> phone.ringsWith(title));
    }

    /// How many phones have rung at all.
    long rung() {
        return phones.stream().filter(phone -> !phone.titles().isEmpty()).count();
    }

    void policy(Map<String, ?> policy) {
        newsroom.as()
                .header("If-Match", newsroom.as().get("/v1/policy").header("ETag"))
                .body(policy)
                .put("/v1/policy")
                .then()
                .statusCode(200);
    }

    /// An app that nobody of the demo works for.
    ///
    /// @return its slug
    String otherApp() {
        var slug = "other-" + newsroom.mark();
        database()
                .useHandle(db -> db.execute(
                        "INSERT INTO app (id, slug, name) SELECT max(id) + 1000, ?, 'Another' FROM app", slug));
        return slug;
    }

    /// A copy of this scene's draft that belongs to that app.
    UUID draftOf(String app) {
        var id = UUID.randomUUID();
        database()
                .useHandle(db -> db.createUpdate("""
                        INSERT INTO draft (id, app_id, content, version, state, changed_by, changed_at, created_at)
                        SELECT :id, (SELECT id FROM app WHERE slug = :app), content, version, state, changed_by,
                            changed_at, created_at
                        FROM draft WHERE content LIKE '%' || :mark || '%' LIMIT 1""")
                        .bind("id", id)
                        .bind("app", app)
                        .bind("mark", newsroom.mark())
                        .execute());
        return id;
    }

    /// What Anna may do at the demo, from the next click on.
    static void rolesOfAnna(Set<Role> roles) {
        var people = Arc.container().instance(People.class).get();
        var app = Arc.container().instance(Apps.class).get().bySlug("demo").orElseThrow();
        people.setRoles(people.byEmail("anna@newsbell.example").orElseThrow().id(), app.id(), roles);
    }

    void closes() {
        editors.forEach(Editor::leaves);
    }

    static Jdbi database() {
        return Arc.container().instance(Jdbi.class).get();
    }

    private int leaving() {
        return database()
                .withHandle(db -> db.createQuery("""
                        SELECT count(*) FROM draft
                        WHERE state = 'LEAVING' AND leaves_at <= :now AND content LIKE '%' || :mark || '%'""")
                        .bind("now", new MovableClock().instant())
                        .bind("mark", newsroom.mark())
                        .mapTo(Integer.class)
                        .one());
    }
}
