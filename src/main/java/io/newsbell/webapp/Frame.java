package io.newsbell.webapp;

import io.newsbell.app.App;
import io.newsbell.topic.Catalogue;
import io.newsbell.topic.LanguageTag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// What every page shows around its own matter; `templates/webapp/layout.html` draws it.
///
/// @param isChosen whether the reader has chosen the language: then links keep it
/// @param path     of the page below the app's, without a query: `topics/climate`
/// @param origin   where this server is reached, without a slash at the end
/// @param version  of style and scripts
record Frame(
        App app, PageLanguage language, boolean isChosen, String path, String origin, Colours colours, String version) {

    /// The address of another page.
    ///
    /// @param to below the app's: `topics/climate`
    public String href(String to) {
        return base() + to + (isChosen ? "?lang=" + language.tag() : "");
    }

    /// This page in another language.
    public String in(PageLanguage other) {
        return base() + path + "?lang=" + other.tag();
    }

    /// Each language is a page of its own to search engines; the one without is in the reader's.
    public String canonical() {
        return origin + href(path);
    }

    public String absolute(String to) {
        return origin + base() + to;
    }

    /// A style sheet or script, under an address that changes with it.
    public String file(String name) {
        return base() + "files/" + name + "?v=" + version;
    }

    public String manifest() {
        return base() + "manifest.webmanifest?lang=" + language.tag();
    }

    public String followScript() {
        return "/web/" + app.slug() + "/follow.js";
    }

    /// @param section the whole of an address below the app's: `inbox`
    public boolean isIn(String section) {
        return path.equals(section);
    }

    public List<PageLanguage> languages() {
        return Arrays.asList(PageLanguage.values());
    }

    /// The reader's languages as topics' names are looked up.
    List<String> lookup() {
        return LanguageTag.lookup(language.tag());
    }

    public String say(String key) {
        return Words.of(language).say(key);
    }

    public String say(String key, Object value) {
        return Words.of(language).say(key, value);
    }

    public String say(String key, Object value, Object other) {
        return Words.of(language).say(key, value, other);
    }

    /// The page of a topic.
    public String topic(Catalogue.Entry topic) {
        return href("topics/" + topic.slug());
    }

    public String time(Instant time) {
        return Words.of(language).time(time);
    }

    public String weekly(Catalogue.Entry topic) {
        return Weekly.of(this, topic);
    }

    public String lightColour() {
        return Colours.hex(colours.light());
    }

    public String paper() {
        return Colours.hex(Colours.LIGHT_PAPER);
    }

    public String darkPaper() {
        return Colours.hex(Colours.DARK_PAPER);
    }

    public String base() {
        return base(app);
    }

    static String base(App app) {
        return "/r/" + app.slug() + "/";
    }
}
