package io.newsbell.console;

import io.newsbell.problem.Problem;
import io.newsbell.topic.Rules;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import io.newsbell.topic.Topics;
import jakarta.ws.rs.FormParam;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the newsroom says about a topic, as it is typed. Names in further languages, rules for single languages and
/// the parent are not in it: they stay as they are.
class TopicForm {
    private static final Pattern NAME = Pattern.compile("\\P{Cc}{1,200}");
    private static final int LONGEST_RULE = 4_000;

    @FormParam("name")
    @Nullable
    String name;

    @FormParam("kind")
    @Nullable
    String kind;

    @FormParam("rule")
    @Nullable
    String rule;

    @FormParam("threshold")
    @Nullable
    String threshold;

    @FormParam("automatic")
    boolean automatic;

    /// Of the topic that the page showed; see [#mark].
    @FormParam("seen")
    @Nullable
    String seen;

    static TopicForm of(Topics.Draft draft) {
        var form = new TopicForm();
        form.name = draft.name();
        form.kind = draft.kind().name();
        form.rule = draft.rules().any();
        form.threshold = Double.toString(draft.rules().threshold());
        form.automatic = draft.automatic();
        form.seen = mark(draft);
        return form;
    }

    static TopicForm empty() {
        return of(new Topics.Draft(TopicKind.TAG, "", Map.of(), null, Rules.of(""), false));
    }

    /// Tells one state of a topic from another.
    static String mark(Topics.Draft draft) {
        // An enum's own hash is another one on each node.
        return Integer.toHexString(Objects.hash(
                draft.kind().name(), draft.name(), draft.names(), draft.parent(), draft.rules(), draft.automatic()));
    }

    public String name() {
        return name == null ? "" : name.strip();
    }

    public String rule() {
        return rule == null ? "" : rule.replace("\r", "").strip();
    }

    public String threshold() {
        return threshold == null ? "" : threshold.strip();
    }

    public boolean automatic() {
        return automatic;
    }

    public String seen() {
        return seen == null ? "" : seen;
    }

    public TopicKind kind() {
        return Stream.of(TopicKind.values())
                .filter(each -> !each.isMadeByReaders() && each.name().equals(kind))
                .findFirst()
                .orElse(TopicKind.TAG);
    }

    /// What is wrong, by field, apart from what the rule says.
    Map<String, String> faults() {
        var faults = new HashMap<String, String>();
        if (!NAME.matcher(name()).matches()) {
            faults.put("name", "Give a name of at most 200 characters.");
        }
        if (rule().length() > LONGEST_RULE) {
            faults.put("rule", "Use at most 4,000 characters.");
        }
        if (Double.isNaN(number())) {
            faults.put("threshold", "Use a number from 0 to 1, such as 0.2.");
        }
        return faults;
    }

    /// @throws Problem that names the field `rule` if there is none
    Topics.Draft draft(Topics.@Nullable Draft before) {
        return new Topics.Draft(
                kind(),
                name(),
                before == null ? Map.of() : before.names(),
                before == null ? null : before.parent(),
                Rules.checked(rule(), before == null ? Map.of() : before.rules().byLanguage(), number()),
                automatic);
    }

    /// @throws Problem likewise
    Topic tried(long appId, String slug, Topics.@Nullable Draft before) {
        var draft = draft(before);
        return new Topic(0, appId, slug, draft.kind(), draft.name(), draft.rules(), draft.automatic());
    }

    private double number() {
        try {
            var number = Double.parseDouble(threshold());
            return number >= 0 && number <= 1 ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
