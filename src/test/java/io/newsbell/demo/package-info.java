/// The demo: what is seeded, what the page says, who may publish on it.
@NullMarked
package io.newsbell.demo;

import org.jspecify.annotations.NullMarked;
