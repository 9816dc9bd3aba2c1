package io.newsbell.demo;

import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.demo.Story.State;
import io.newsbell.demo.Story.Subject;
import io.newsbell.device.Device;
import io.newsbell.history.Deliveries;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.ledger.Ledger;
import io.newsbell.match.Matches;
import io.newsbell.match.TopicMatch;
import io.newsbell.match.TopicMatch.Evidence;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Works out the board by asking every step what it knows.
@ApplicationScoped
class Newsroom {
    private static final int LATEST = 8;
    private static final int WORDS = 3;
    private static final int BREAKING = 1;

    private final DemoApp demo;
    private final Topics topics;
    private final Articles articles;
    private final Matches matches;
    private final Alerts alerts;
    private final Ledger ledger;
    private final Deliveries deliveries;
    private final Phones phones;
    private final Clock clock;
    private final FinalFacts finalFacts = new FinalFacts();

    Newsroom(
            DemoApp demo,
            Topics topics,
            Articles articles,
            Matches matches,
            Alerts alerts,
            Ledger ledger,
            Deliveries deliveries,
            Phones phones,
            Clock clock) {
        this.demo = demo;
        this.topics = topics;
        this.articles = articles;
        this.matches = matches;
        this.alerts = alerts;
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.phones = phones;
        this.clock = clock;
    }

    /// @param externalId the article that the visitor chose
    @Transactional
    Board board(Optional<String> externalId) {
        var app = demo.app();
        var catalogue = topics.catalogue(app.id());
        var held = phones.of(app);
        var latest = articles.recent(app.id(), LATEST).stream()
                .filter(this::isPublic)
                .map(article -> facts(article, held))
                .toList();
        var pinned = externalId
                .flatMap(id -> articles.find(app.id(), id))
                .filter(this::isPublic)
                .map(article -> facts(article, held));
        var chosen = pinned.or(() -> latest.stream().findFirst());
        return new Board(
                chosen.map(Newsroom::story),
                pinned.isPresent(),
                latest.stream().map(Newsroom::story).toList(),
                held.entrySet().stream()
                        .map(phone -> phones.view(app, phone.getKey(), phone.getValue(), catalogue, chosen))
                        .toList());
    }

    /// Nobody may read here what readers cannot read yet.
    private boolean isPublic(Article article) {
        var content = article.content();
        var now = clock.instant();
        return !isAfter(content.embargoedUntil(), now) && !isAfter(content.publishedAt(), now);
    }

    private static boolean isAfter(@Nullable Instant time, Instant now) {
        return time != null && time.isAfter(now);
    }

    private Facts facts(Article article, Map<DemoPhone, Device> held) {
        return finalFacts.of(article).orElseGet(() -> finalFacts.keep(ask(article, held)));
    }

    /// Each is asked after what it must not be older than: where the account says that nobody is pending, no phone is.
    private Facts ask(Article article, Map<DemoPhone, Device> held) {
        var alert = alerts.ofArticle(article.id());
        var account = alert.flatMap(found -> ledger.account(found.id()));
        var whys = new LinkedHashMap<String, Deliveries.Why>();
        alert.filter(found -> found.state() != AlertState.DISMISSED && found.state() != AlertState.HELD)
                .ifPresent(
                        found -> held.forEach((phone, device) -> whys.put(phone.id(), deliveries.why(found, device))));
        return new Facts(article, matches.isKnown(article), matches.of(article.id()), alert, account, whys);
    }

    private static Story story(Facts facts) {
        var article = facts.article();
        var content = article.content();
        return new Story(
                article.id(),
                article.externalId(),
                content.headline(),
                content.language(),
                content.urgency() != null && content.urgency() <= BREAKING,
                article.receivedAt(),
                state(facts),
                Reasons.outcome(facts),
                facts.matches().stream().map(Newsroom::subject).toList());
    }

    private static State state(Facts facts) {
        if (facts.alert().isEmpty()) {
            if (facts.isLateMatch()) {
                return State.HELD;
            }
            return facts.known() && facts.matches().isEmpty() ? State.UNMATCHED : State.WAITING;
        }
        return switch (facts.alert().get().state()) {
            case APPROVED -> State.WAITING;
            case SENDING -> facts.awaitsOnlyItsTime() ? State.SENT : State.WAITING;
            case SENT -> State.SENT;
            case HELD, DISMISSED, STOPPED, EXPIRED -> State.HELD;
        };
    }

    private static Subject subject(TopicMatch match) {
        Topic topic = match.topic();
        var words = match.evidence().stream()
                .map(Evidence::words)
                .collect(Collectors.toMap(
                        word -> word.toLowerCase(Locale.ROOT),
                        word -> word,
                        (first, again) -> first,
                        LinkedHashMap::new));
        return new Subject(
                topic.slug(), topic.name(), words.values().stream().limit(WORDS).toList());
    }
}
