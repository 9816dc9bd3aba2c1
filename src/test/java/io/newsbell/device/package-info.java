@NullMarked
package io.newsbell.device;

import org.jspecify.annotations.NullMarked;
