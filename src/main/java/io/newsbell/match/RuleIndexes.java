package io.newsbell.match;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.app.Apps;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.ArticleContent;
import io.newsbell.ingest.Articles;
import io.newsbell.language.Language;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The rules of every app in every language in which it publishes, on this node.
///
/// The database is the truth. Whoever is about to match asks it for the topics that were written since the index
/// last asked, in the same transaction: so a topic that was saved on any node counts for the next article, and
/// nothing needs to be announced, or caught up with after a lost connection.
@Singleton
class RuleIndexes {
    private static final Logger LOG = Logger.getLogger(RuleIndexes.class);

    /// By these articles it is told which words are common.
    private static final int SAMPLE = 500;

    /// An index that was built with fewer than these is built anew after as many more: then it is known what is
    /// common.
    private static final int FEW = 100;

    /// Kept to try new rules on.
    private static final int KEPT = 100;

    /// A million rules take 160 MB for each language: what came by a single article in another one must not stay.
    private static final Duration KEPT_UNUSED = Duration.ofDays(1);

    private final Apps apps;
    private final Topics topics;
    private final Articles articles;
    private final LoadingCache<Key, Held> held =
            Caffeine.newBuilder().expireAfterAccess(KEPT_UNUSED).build(Held::new);

    RuleIndexes(Apps apps, Topics topics, Articles articles, MeterRegistry metrics) {
        this.apps = apps;
        this.topics = topics;
        this.articles = articles;
        Gauge.builder("newsbell.match.rules", this, RuleIndexes::size)
                .description("Rules in the indexes of all apps and languages")
                .register(metrics);
    }

    /// So that the first article need not wait.
    void build(@Observes StartupEvent event) {
        Thread.ofVirtual()
                .name("newsbell-rules")
                .start(() -> apps.all()
                        .forEach(app -> articles.recent(app.id(), SAMPLE).stream()
                                .map(article -> language(article.content()))
                                .distinct()
                                .forEach(language -> prepare(app.id(), language))));
    }

    private double size() {
        return held.asMap().values().stream().mapToInt(Held::size).sum();
    }

    static Language language(ArticleContent article) {
        return Language.of(Locale.forLanguageTag(article.language()));
    }

    /// Builds the index if there is none yet. A million rules take 11 s and the time to read them, too long for a
    /// transaction.
    void prepare(long appId, Language language) {
        of(appId, language).prepare();
    }

    /// With all that has committed before the caller's transaction asks.
    RuleIndex current(long appId, Language language) {
        return of(appId, language).current();
    }

    /// The last articles that the index was built with; none before it is built.
    List<ArticleWords> sample(long appId, Language language) {
        var found = held.getIfPresent(new Key(appId, language.code()));
        return found == null ? List.of() : found.sample();
    }

    private Held of(long appId, Language language) {
        return held.get(new Key(appId, language.code()));
    }

    /// In which languages the app is matched on this node.
    List<Language> languages(long appId) {
        return held.asMap().keySet().stream()
                .filter(key -> key.appId() == appId)
                .map(Key::words)
                .sorted(Comparator.comparing(Language::code))
                .toList();
    }

    /// @param language the code of all languages whose words are treated alike
    private record Key(long appId, String language) {
        Language words() {
            return Language.of(Locale.of(language));
        }
    }

    private final class Held {
        private final Key key;
        private final AtomicInteger matched = new AtomicInteger();
        private volatile List<ArticleWords> sample = List.of();
        private volatile @Nullable Built built;

        Held(Key key) {
            this.key = key;
        }

        synchronized void prepare() {
            if (built == null) {
                built = build();
            }
        }

        synchronized RuleIndex current() {
            prepare();
            var now = Objects.requireNonNull(built);
            var changes = topics.changedSince(key.appId(), now.until());
            for (var change : changes.changed()) {
                if (change.retired()) {
                    now.index().remove(change.topic().id());
                } else {
                    put(now.index(), change.topic());
                }
            }
            built = new Built(now.index(), changes.until());
            if (sample.size() < FEW && matched.incrementAndGet() == FEW) {
                Thread.ofVirtual().name("newsbell-rules").start(this::buildAnew);
            }
            return now.index();
        }

        int size() {
            var now = built;
            return now == null ? 0 : now.index().size();
        }

        List<ArticleWords> sample() {
            return sample;
        }

        /// Meanwhile articles are matched by the old one. The new one asks for what was written meanwhile when it
        /// is used.
        private void buildAnew() {
            var anew = build();
            synchronized (this) {
                built = anew;
            }
        }

        private Built build() {
            var began = System.nanoTime();
            var recent = articles.recent(key.appId(), SAMPLE).stream()
                    .map(Article::content)
                    .filter(content -> language(content).code().equals(key.language()))
                    .map(ArticleWords::new)
                    .toList();
            var index = new RuleIndex(new Commonness(key.words(), recent));
            var until = topics.forEach(key.appId(), topic -> put(index, topic));
            sample = recent.stream().limit(KEPT).toList();
            LOG.infof(
                    "Read the rules of app %d for articles in \"%s\": %d topics in %d ms",
                    key.appId(),
                    key.language(),
                    index.size(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
            return new Built(index, until);
        }

        private void put(RuleIndex to, Topic topic) {
            TopicRule.of(topic, key.words())
                    .ifPresentOrElse(rule -> to.put(topic.id(), rule), () -> to.remove(topic.id()));
        }
    }

    /// @param until how far the topics have been read
    private record Built(RuleIndex index, long until) {}
}
