/// Whole paths told as stories: HTTP in, the sandbox out, rows and the clock in between. Start at [FirstRingTest].
@NullMarked
package io.newsbell.journey;

import org.jspecify.annotations.NullMarked;
