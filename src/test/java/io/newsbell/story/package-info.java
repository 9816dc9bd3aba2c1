@NullMarked
package io.newsbell.story;

import org.jspecify.annotations.NullMarked;
