/// Articles in: read strictly, cleaned, made unique, stored. Takes our own JSON or IPTC ninjs, leaves
/// [ArticleAccepted] in the same transaction. Start at [ArticleResource]. The same article again changes nothing.
@NullMarked
package io.newsbell.ingest;

import org.jspecify.annotations.NullMarked;
