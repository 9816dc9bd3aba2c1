package io.newsbell.demo;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;

/// The page, and the parts of it that are sent again when they change. They lie in `templates/demo`.
@CheckedTemplate(basePath = "demo")
final class Templates {
    private Templates() {}

    static native TemplateInstance page(Page page, Board board, Instant now);

    static native TemplateInstance article(ArticlePage page);

    static native TemplateInstance story(Board board, Instant now);

    static native TemplateInstance articles(Board board, Instant now);

    static native TemplateInstance notes(PhoneView phone, Instant now);

    static native TemplateInstance ring(PhoneView phone, PhoneView.Note note);

    static native TemplateInstance why(PhoneView phone);

    static native TemplateInstance follows(PhoneView phone);

    static native TemplateInstance choices(PhoneView phone);
}
