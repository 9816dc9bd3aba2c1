package io.newsbell.topic;

import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What readers name to follow it: the slug of a topic, `keyword:heat wave`, or `story:17`. A topic that was merged
/// into another one names that: apps that know it for long need no update.
@ApplicationScoped
public class FollowTargets {
    static final String STORY = "story:";
    private static final Pattern STORY_ID = Pattern.compile("story:(\\d{1,18})");

    private final TopicSql sql;
    private final RuleCheck rules;
    private final StoryTitles stories;

    FollowTargets(TopicSql sql, RuleCheck rules, StoryTitles stories) {
        this.sql = sql;
        this.rules = rules;
        this.stories = stories;
    }

    /// The topic to follow. A keyword or story that nobody has followed yet is made.
    ///
    /// One that the newsroom made is only looked up, which needs no transaction: this is asked at every follow.
    ///
    /// @throws Problem `not_found`, `topic_retired` or `invalid_keyword`
    public Topic toFollow(long appId, String name) {
        return isMadeByReaders(name)
                ? QuarkusTransaction.joiningExisting().call(() -> resolve(appId, name, Map.of()))
                : resolve(appId, name, catalogued(appId, List.of(name)));
    }

    /// The same for many names.
    @Transactional
    public Map<String, Resolved> toFollow(long appId, Collection<String> names) {
        var catalogued = catalogued(appId, names);
        return names.stream().distinct().collect(Collectors.toMap(Function.identity(), name -> {
            try {
                return new Resolved.Known(resolve(appId, name, catalogued));
            } catch (Problem refused) {
                return new Resolved.Unknown(refused.code(), String.valueOf(refused.getMessage()));
            }
        }));
    }

    /// The topic if it exists, retired or not: whoever wants to get rid of it makes nothing.
    @Transactional
    public Optional<Topic> toDrop(long appId, String name) {
        var story = storyId(appId, name);
        var slug = isKeyword(name) ? keyword(name).slug() : story.isPresent() ? STORY + story.getAsLong() : name;
        return Optional.ofNullable(sql.meant(appId, List.of(slug)).get(slug)).map(TopicSql.Found::topic);
    }

    /// Whether the newsroom need not have made it.
    public boolean isMadeByReaders(String name) {
        return isKeyword(name) || name.startsWith(STORY);
    }

    /// The id in `story:17`, or of the story that it was joined into; empty if the name is of something else.
    @Transactional
    public OptionalLong storyId(long appId, String name) {
        var story = STORY_ID.matcher(name);
        return story.matches()
                ? OptionalLong.of(stories.surviving(appId, Long.parseLong(story.group(1))))
                : OptionalLong.empty();
    }

    /// What the story is called.
    ///
    /// @throws Problem `not_found` if the app has alerted nobody about such a story
    @Transactional
    public String storyTitle(long appId, long storyId) {
        return title(appId, storyId);
    }

    /// Not itself transactional: what is caught here and answered as data must not undo the caller's transaction.
    private String title(long appId, long storyId) {
        return stories.titleOf(appId, storyId)
                .orElseThrow(() -> new Problem(
                        ErrorCode.NOT_FOUND, "There is no story of this id; send the storyId of a notification."));
    }

    private Map<String, TopicSql.Found> catalogued(long appId, Collection<String> names) {
        var slugs = names.stream().filter(name -> !isMadeByReaders(name)).toList();
        return slugs.isEmpty() ? Map.of() : sql.meant(appId, slugs);
    }

    private Topic resolve(long appId, String name, Map<String, TopicSql.Found> catalogued) {
        if (isKeyword(name)) {
            return makeKeyword(appId, keyword(name));
        }
        var story = storyId(appId, name);
        if (story.isPresent()) {
            return makeStory(appId, story.getAsLong());
        }
        var found = catalogued.get(name);
        if (found == null) {
            throw new Problem(ErrorCode.NOT_FOUND, "There is no topic of this name; GET /v1/topics lists them.");
        }
        return found.active()
                .orElseThrow(() -> new Problem(
                        ErrorCode.TOPIC_RETIRED, "The newsroom has given up this topic; GET /v1/topics lists others."));
    }

    private static boolean isKeyword(String name) {
        return name.startsWith(Keyword.PREFIX);
    }

    private static Keyword keyword(String name) {
        return Keyword.of(name.substring(Keyword.PREFIX.length()));
    }

    private Topic makeKeyword(long appId, Keyword keyword) {
        rules.objection(appId, TopicKind.KEYWORD, Optional.empty(), keyword.rule())
                .ifPresent(_ -> {
                    throw Keyword.refused();
                });
        return sql.findOrMake(appId, keyword.slug(), TopicKind.KEYWORD, keyword.words(), keyword.rule());
    }

    private Topic makeStory(long appId, long storyId) {
        return sql.findOrMake(appId, STORY + storyId, TopicKind.STORY, title(appId, storyId), "");
    }

    /// A topic, or why there is none.
    public sealed interface Resolved {
        record Known(Topic topic) implements Resolved {}

        record Unknown(ErrorCode code, String detail) implements Resolved {}
    }
}
