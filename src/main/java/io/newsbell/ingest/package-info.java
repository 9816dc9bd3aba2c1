/// Articles in: read strictly, cleaned, made unique, stored. Takes our own JSON, IPTC ninjs or a schema.org
/// NewsArticle, leaves [ArticleAccepted] in the same transaction. Start at [ArticleResource]. The same article
/// again changes nothing.
@NullMarked
package io.newsbell.ingest;

import org.jspecify.annotations.NullMarked;
