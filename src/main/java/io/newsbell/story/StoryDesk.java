package io.newsbell.story;

import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What the newsroom sees of stories, and what it decides about them. That is final: an article keeps its story,
/// whoever put it there.
@ApplicationScoped
class StoryDesk {
    private static final String SUBJECT = "story:";

    private final StorySql sql;
    private final StoryDeskSql desk;
    private final AuditLog log;

    StoryDesk(StorySql sql, StoryDeskSql desk, AuditLog log) {
        this.sql = sql;
        this.desk = desk;
        this.log = log;
    }

    /// Newest first.
    @Transactional
    List<StoryDeskSql.Listed> list(long appId, Optional<StoryCursor> after, int limit) {
        return desk.list(appId, after, limit);
    }

    /// @param storyId also one that was joined into another: then it is the other
    /// @throws Problem `not_found`
    @Transactional
    Told find(long appId, long storyId) {
        return read(appId, storyId);
    }

    /// Puts all articles of the other into the story. Readers who follow or muted the other follow or muted the
    /// story from now on, and were told about the story if they were told about the other, whose id answers for the
    /// story. Two that are one already stay so.
    ///
    /// @throws Problem `not_found`
    @Transactional
    Told join(long appId, long storyId, long otherId, Actor by) {
        sql.lock(appId);
        long story = surviving(appId, storyId);
        long other = sql.surviving(appId, otherId)
                .orElseThrow(
                        () -> Problem.invalid("/storyId", "There is no story of this id; GET /v1/stories lists them."));
        if (story != other) {
            LongStream.of(story, other).sorted().forEach(sql::hold);
            desk.join(appId, story, other);
            log.record(appId, by, Act.STORY_JOINED, SUBJECT + story, Map.of("joined", Long.toString(other)));
        }
        return read(appId, story);
    }

    /// Takes articles out of the story into one of their own, with the alerts that there were about them.
    ///
    /// @throws Problem `not_found`, or `invalid_field` if one is not in the story, or none would be left there
    @Transactional
    Told split(long appId, long storyId, List<String> externalIds, Actor by) {
        sql.lock(appId);
        long story = surviving(appId, storyId);
        sql.hold(story);
        var inside = desk.articles(story);
        var taken = IntStream.range(0, externalIds.size())
                .mapToObj(i -> Optional.ofNullable(inside.get(externalIds.get(i)))
                        .orElseThrow(() -> Problem.invalid(
                                "/articles/" + i,
                                "Name an article of this story; GET /v1/stories/" + story + " lists them.")))
                .toList();
        if (new HashSet<>(taken).size() == inside.size()) {
            throw Problem.invalid(
                    "/articles", "Leave an article in the story: taken out all together they stay what they are.");
        }
        var part = desk.split(appId, story, taken);
        log.record(
                appId,
                by,
                Act.STORY_SPLIT,
                SUBJECT + story,
                Map.of("into", Long.toString(part), "articles", String.join(" ", externalIds)));
        return read(appId, part);
    }

    private long surviving(long appId, long storyId) {
        return sql.surviving(appId, storyId)
                .orElseThrow(() -> new Problem(ErrorCode.NOT_FOUND, "There is no story of this id."));
    }

    private Told read(long appId, long storyId) {
        long story = surviving(appId, storyId);
        return new Told(desk.listed(story), desk.members(story));
    }

    record Told(StoryDeskSql.Listed story, List<StoryDeskSql.Member> members) {}
}
