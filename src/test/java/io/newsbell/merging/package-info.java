@NullMarked
package io.newsbell.merging;

import org.jspecify.annotations.NullMarked;
