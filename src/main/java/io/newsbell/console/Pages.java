package io.newsbell.console;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Rehearsal;
import io.newsbell.merging.TopicMerge;
import io.newsbell.people.Person;
import io.newsbell.topic.Catalogue;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The pages, and the parts of them that are sent again when they change. They lie in `templates/console`.
@CheckedTemplate(basePath = "console")
final class Pages {
    private Pages() {}

    static native TemplateInstance signIn(Frame frame, SignInPage page);

    static native TemplateInstance password(Frame frame, String csrf, Person person, String error);

    static native TemplateInstance refusal(Frame frame, String title, String text);

    static native TemplateInstance wire(Frame frame, Wire wire);

    static native TemplateInstance wireList(Frame frame, Wire wire);

    static native TemplateInstance drafts(Frame frame, List<DraftsResource.Row> rows);

    static native TemplateInstance compose(Frame frame, ComposePage page, boolean mayWrite);

    static native TemplateInstance side(Frame frame, Side side);

    static native TemplateInstance conflict(Frame frame, ComposePage page);

    static native TemplateInstance review(Frame frame, ComposePage page, boolean mayWrite, boolean mayApprove);

    static native TemplateInstance leaving(Frame frame, ComposePage page);

    static native TemplateInstance mergeReview(Frame frame, MergePage page);

    static native TemplateInstance merge(Frame frame, TopicMerge merge);

    static native TemplateInstance mergeLive(Frame frame, TopicMerge merge);

    static native TemplateInstance article(Frame frame, Wire.Item item, String text);

    static native TemplateInstance alerts(Frame frame, List<Alert> alerts);

    static native TemplateInstance alert(
            Frame frame, AlertPage page, boolean mayDecide, boolean mayResume, boolean mayWrite);

    static native TemplateInstance alertLive(Frame frame, AlertPage page);

    static native TemplateInstance sending(Frame frame, List<Alert> underWay, boolean mayStop);

    static native TemplateInstance test(Frame frame, TestResource.TestPage page);

    static native TemplateInstance people(
            Frame frame,
            List<PersonPage.Row> rows,
            Invitation invitation,
            List<PersonPage.Choice> choices,
            String provider);

    static native TemplateInstance person(Frame frame, PersonPage page);

    static native TemplateInstance firstPassword(Frame frame, Person person, String password, boolean isNew);

    static native TemplateInstance audit(Frame frame, AuditPage page);

    static native TemplateInstance ops(Frame frame, OpsPage page);

    static native TemplateInstance opsLive(Frame frame, OpsPage page);

    static native TemplateInstance website(Frame frame, WebsitePage page);

    static native TemplateInstance support(Frame frame, SupportPage page);

    static native TemplateInstance topics(
            Frame frame, Catalogue.Page found, String typed, String retired, boolean mayWrite);

    static native TemplateInstance topic(Frame frame, TopicPage page, boolean mayWrite);

    static native TemplateInstance topicTrial(Frame frame, TopicPage.Trial trial);

    static native TemplateInstance rehearsal(Frame frame, Rehearsal rehearsal);

    static native TemplateInstance rehearsalLive(Frame frame, Rehearsal rehearsal);
}
