@NullMarked
package io.newsbell.people;

import org.jspecify.annotations.NullMarked;
