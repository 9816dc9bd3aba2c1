package io.newsbell.webapp;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The pages. They lie in `templates/webapp`.
@CheckedTemplate(basePath = "webapp")
final class Pages {
    private Pages() {}

    static native TemplateInstance home(Frame frame, HomePage page);

    static native TemplateInstance topic(Frame frame, TopicPage page);

    static native TemplateInstance story(Frame frame, StoryPage page);

    static native TemplateInstance offline(Frame frame);

    static native TemplateInstance notFound(Frame frame);
}
