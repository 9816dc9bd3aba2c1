@NullMarked
package io.newsbell;

import org.jspecify.annotations.NullMarked;
