@NullMarked
package io.newsbell.groupcommit;

import org.jspecify.annotations.NullMarked;
