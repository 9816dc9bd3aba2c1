package io.newsbell.console;

import io.newsbell.topic.Catalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a publisher copies into the website.
///
/// @param base   where this server is reached, without a slash at the end
/// @param app    the slug of the app
/// @param topics that can be chosen, the most followed first
/// @param topic  the slug of the one that is shown; empty if there is no topic yet
record WebsitePage(String base, String app, List<Catalogue.Entry> topics, String topic) {
    static WebsitePage of(String base, String app, List<Catalogue.Entry> topics, @Nullable String asked) {
        var slugs = topics.stream().map(Catalogue.Entry::slug).toList();
        var topic = asked != null && slugs.contains(asked)
                ? asked
                : slugs.stream().findFirst().orElse("");
        return new WebsitePage(base, app, topics, topic);
    }

    public boolean isChosen(Catalogue.Entry entry) {
        return entry.slug().equals(topic);
    }

    /// Where this very page has the button from: it may load nothing from elsewhere.
    public String ownScript() {
        return "/web/" + app + "/follow.js";
    }

    /// Where readers find everything without the publisher's doing.
    public String readersPages() {
        return base + "/r/" + app + "/";
    }

    public String head() {
        return """
                <script type="module" src="%s/web/%s/follow.js"></script>
                """.formatted(base, app).strip();
    }

    public String element() {
        return """
                <newsbell-follow topic="%s"></newsbell-follow>
                """.formatted(topic).strip();
    }

    public String place() {
        return """
                newsbell-follow { display: block; min-height: 84px; }
                """.strip();
    }

    public String worker() {
        return """
                importScripts("%s/web/%s/worker.js");
                """.formatted(base, app).strip();
    }

    public String policy() {
        return """
                script-src 'self' %1$s; connect-src 'self' %1$s; worker-src 'self'
                """.formatted(base).strip();
    }

    public String colours() {
        return """
                newsbell-follow {
                  --newsbell-accent: #0a6b3d; --newsbell-on-accent: #fff;
                  --newsbell-radius: 4px; --newsbell-font: inherit;
                }
                newsbell-follow::part(note) { font-style: italic; }
                """.strip();
    }

    public String words() {
        return """
                <newsbell-follow topic="%s" lang="fr">
                  <script type="application/json">{"follow": "Suivre {name}", "following": "Vous suivez {name}"}</script>
                </newsbell-follow>
                """.formatted(topic).strip();
    }
}
