package io.newsbell.alert;

import io.newsbell.app.Policy;
import io.newsbell.ingest.Article;
import java.util.Optional;

/// One reason why an article may not ring phones without an editor. One guard, one class.
interface Guard {
    Optional<Finding> look(Article article, Policy policy);
}
