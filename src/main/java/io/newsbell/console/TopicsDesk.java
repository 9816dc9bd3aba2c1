package io.newsbell.console;

import io.newsbell.app.App;
import io.newsbell.audit.Actor;
import io.newsbell.console.TopicPage.Hit;
import io.newsbell.console.TopicPage.Trial;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.match.RuleTrial;
import io.newsbell.match.TopicMatch;
import io.newsbell.match.TopicMatch.Evidence;
import io.newsbell.merging.TopicMerges;
import io.newsbell.problem.Problem;
import io.newsbell.topic.Catalogue;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Gathers what the pages of topics show, and keeps what they change.
@Singleton
class TopicsDesk {
    private static final int LISTED = 50;
    private static final int TRIED_ON = 50;
    private static final int HUNDRED = 100;

    private final Topics topics;
    private final Catalogue catalogue;
    private final Articles articles;
    private final TopicMerges merges;

    TopicsDesk(Topics topics, Catalogue catalogue, Articles articles, TopicMerges merges) {
        this.topics = topics;
        this.catalogue = catalogue;
        this.articles = articles;
        this.merges = merges;
    }

    Catalogue.Page list(App app, String typed, Optional<String> after) {
        try {
            return catalogue.search(app.id(), typed, after, LISTED);
        } catch (Problem e) {
            // Of a cursor that is not ours: begin at the beginning.
            return catalogue.search(app.id(), typed, Optional.empty(), LISTED);
        }
    }

    /// What the newsroom offers; readers' own keywords and stories are not for it to change.
    Optional<Topics.Draft> draft(App app, String slug) {
        return catalogue.draft(app.id(), slug).filter(draft -> !draft.kind().isMadeByReaders());
    }

    /// @param form as it was typed
    /// @throws Refusal if there is no such topic
    @Transactional
    TopicPage page(App app, String slug, TopicForm form) {
        var topic = topics.find(app.id(), slug).orElseThrow(Refusal::nothingHere);
        var figures = catalogue.find(app.id(), slug, List.of()).orElseThrow(Refusal::nothingHere);
        return new TopicPage(
                slug,
                form,
                figures,
                catalogue.followers(topic.id()),
                topic.rules().byLanguage(),
                merges.into(app.id(), slug),
                Map.of(),
                "",
                null);
    }

    /// What merging the one into the other would do.
    ///
    /// @throws Problem if there is no such other topic
    @Transactional
    MergePage merge(App app, String slug, String into) {
        var from = topics.find(app.id(), slug).orElseThrow(Refusal::nothingHere);
        var target = topics.meant(app.id(), into)
                .filter(found -> !found.kind().isMadeByReaders())
                .orElseThrow(() -> Problem.invalid("/into", "There is no topic \"%s\".".formatted(into)));
        if (target.id() == from.id()) {
            throw Problem.invalid("/into", "That is the topic itself.");
        }
        return new MergePage(from, target, merges.count(from, target), "");
    }

    /// Of a topic that is to be made.
    static TopicPage blank(String slug, TopicForm form) {
        return new TopicPage(slug, form, null, 0, Map.of(), List.of(), Map.of(), "", null);
    }

    /// What was wrong, by field; it was saved if nothing is. What is wrong with no field of the form is under "".
    Map<String, String> save(App app, String slug, TopicForm form, Topics.@Nullable Draft before, Actor by) {
        var faults = new HashMap<>(form.faults());
        if (faults.isEmpty()) {
            try {
                topics.save(app.id(), slug, form.draft(before), by);
            } catch (Problem e) {
                faults.putAll(faults(e));
            }
        }
        return faults;
    }

    /// Which of the newest articles would belong to the topic as it is typed.
    Trial tryOut(App app, String slug, TopicForm form, Topics.@Nullable Draft before) {
        var faults = form.faults();
        // A topic that has no name yet can be tried.
        faults.remove("name");
        if (!faults.isEmpty()) {
            return new Trial(0, List.of(), faults.values().iterator().next());
        }
        try {
            var tried = form.tried(app.id(), slug, before);
            topics.check(app.id(), tried.kind(), tried.rules());
            return hold(tried, articles.recent(app.id(), TRIED_ON));
        } catch (Problem e) {
            return new Trial(0, List.of(), String.join(" ", faults(e).values()));
        }
    }

    /// By field of the form.
    static Map<String, String> faults(Problem problem) {
        return problem.errors().stream()
                .collect(Collectors.toMap(
                        error -> error.pointer().equals("/rule") ? "rule" : "",
                        error -> error.pointer().startsWith("/rules/")
                                ? "The rule for %s: %s"
                                        .formatted(error.pointer().substring("/rules/".length()), error.detail())
                                : error.detail(),
                        "%s %s"::formatted));
    }

    private static Trial hold(Topic tried, List<Article> recent) {
        var read = recent.stream().filter(article -> !article.isWithdrawn()).toList();
        return new Trial(
                read.size(),
                read.stream()
                        .flatMap(article ->
                                RuleTrial.read(article).match(tried).map(match -> hit(article, match)).stream())
                        .toList(),
                "");
    }

    private static Hit hit(Article article, TopicMatch match) {
        return new Hit(
                article.externalId(),
                article.content().headline(),
                article.receivedAt(),
                match.about(),
                Math.round(match.score() * HUNDRED),
                match.evidence().stream()
                        .map(Evidence::words)
                        .distinct()
                        .limit(3)
                        .collect(Collectors.joining(", ")));
    }
}
