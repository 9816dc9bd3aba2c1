/// Who gets an alert: bitmap algebra over device ordinals. Takes followers from PostgreSQL and keeps them current,
/// leaves a [Selection]. Start at [Audience]. The index is disposable: PostgreSQL is the truth.
@NullMarked
package io.newsbell.audience;

import org.jspecify.annotations.NullMarked;
