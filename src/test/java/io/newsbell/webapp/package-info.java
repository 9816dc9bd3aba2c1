@NullMarked
package io.newsbell.webapp;

import org.jspecify.annotations.NullMarked;
