@NullMarked
package io.newsbell.handover;

import org.jspecify.annotations.NullMarked;
