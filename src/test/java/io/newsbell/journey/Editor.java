package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Somebody at the newsroom desk, with one tab of a real browser.
final class Editor {
    static final String ANNA = "Anna Lindqvist";
    static final String BEN = "Ben Okafor";

    private static final String DESK = "desk/demo/";
    private static final String EMPTY_STYLE = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String home;
    private final Page page;
    private final List<String> complaints;

    private Editor(String home, Page page, List<String> complaints) {
        this.home = home;
        this.page = page;
        this.complaints = complaints;
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text() + " – on " + page.url() + ", from " + message.location());
            }
        });
        page.onPageError(complaints::add);
    }

    /// With a browser of its own, in front of the sign-in.
    static Editor atTheDoor(Browser browser, String home, Browser.NewContextOptions options) {
        var editor = new Editor(home, browser.newContext(options).newPage(), new ArrayList<>());
        editor.page.navigate(home + "desk");
        return editor;
    }

    /// Through the demo's open door.
    Editor comesInAs(String name) {
        button("Come in as " + name).click();
        assertThat(page.locator(".who")).containsText(name);
        return this;
    }

    /// The same browser and session.
    Editor anotherTab() {
        return new Editor(home, page.context().newPage(), complaints);
    }

    Page page() {
        return page;
    }

    /// What the browser has said against the pages: breaches of their policy, errors of their scripts.
    /// That the server refuses is none, nor are empty styles, which change nothing: axe-core may add them.
    List<String> complaints() {
        return complaints.stream()
                .filter(text -> !text.startsWith("Failed to load resource") && !text.contains(EMPTY_STYLE))
                .toList();
    }

    void leaves() {
        page.context().close();
    }

    /// @param path below the demo's desk
    void opens(String path) {
        page.navigate(home + DESK + path);
    }

    String path() {
        return page.url().substring((home + DESK).length());
    }

    /// As soon as the article has been read.
    Editor opensArticle(String id) {
        await("the article to be read").atMost(SOON).until(() -> {
            opens("articles/" + id);
            return page.locator("ul.topics li").count() > 0
                    && page.getByText("is being read").count() == 0;
        });
        return this;
    }

    /// @return the draft's path
    String begins(String articleId) {
        opensArticle(articleId);
        button("Write an alert").click();
        assertThat(heading("Write an alert")).isVisible();
        return path();
    }

    void types(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
    }

    void chooses(String level) {
        page.locator("#level-" + level).check();
    }

    void adds(String topic) {
        page.locator("#addTopic").fill(topic);
    }

    /// Asks to review it, whether or not that is granted.
    void asksForReview() {
        button("Review").click();
    }

    void reviews() {
        asksForReview();
        assertThat(heading("Read it once more")).isVisible();
    }

    void sends() {
        button("Send to").click();
    }

    void asksForApproval() {
        button("Ask for approval").click();
    }

    void approves() {
        button("Approve, and send").click();
    }

    void meansIt() {
        page.locator("input[name=confirmed]").check();
    }

    /// Writes about the article, and sends it when it says who would be told.
    void sendsAbout(String articleId) {
        begins(articleId);
        reviews();
        sends();
        seesItLeaving();
    }

    void seesItLeaving() {
        assertThat(heading("About to leave")).isVisible();
    }

    /// Waits until the page of the alert has come by itself.
    void seesAlert() {
        assertThat(page).hasURL(Pattern.compile(".*/alerts/[0-9a-f-]{36}(\\?late=true)?$"));
    }

    void isTold(String words) {
        assertThat(page.locator("#main")).containsText(words);
    }

    void isRefused(String words) {
        assertThat(page.locator("#notice")).containsText(words);
    }

    void isWarnedOf(String code) {
        assertThat(page.locator("[data-warning=" + code + "]").first()).isVisible();
    }

    void cannot(String button) {
        assertThat(button(button)).hasCount(0);
    }

    /// Sends a form that the page does not offer: that of an old page, or of somebody who knows the address.
    void forges(String path, Map<String, String> fields) {
        page.evaluate("""
                ([action, fields]) => {
                  const form = document.createElement('form');
                  form.method = 'post';
                  form.action = action;
                  const csrf = document.querySelector('input[name=csrf]').value;
                  Object.entries({csrf, ...fields}).forEach(([name, value]) => {
                    const input = document.createElement('input');
                    input.name = name;
                    input.value = value;
                    form.append(input);
                  });
                  document.body.append(form);
                  form.submit();
                }""", List.of("/" + DESK + path, fields));
    }

    String valueOf(String field) {
        return page.locator("input[name=" + field + "]").last().inputValue();
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
    }
}
