/// Who gets an alert: the algebra of one question. Takes an alert, asks the index, leaves a [Selection] or an
/// [Estimate]. Start at [Audience].
@NullMarked
package io.newsbell.audience;

import org.jspecify.annotations.NullMarked;
