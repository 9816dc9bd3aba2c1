/// Keeps the index true to PostgreSQL: builds it by COPY, brings it up to date when a change is announced, compares it,
/// and says how it is. Start at [ChangeListener]. The index is disposable: PostgreSQL is the truth.
@NullMarked
package io.newsbell.projection;

import org.jspecify.annotations.NullMarked;
