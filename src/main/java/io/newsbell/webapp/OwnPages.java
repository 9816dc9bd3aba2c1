package io.newsbell.webapp;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The page that the browser fills in. It lies in `templates/webapp`.
@CheckedTemplate(basePath = "webapp")
final class OwnPages {
    private OwnPages() {}

    static native TemplateInstance own(Frame frame, OwnPage page);
}
