@NullMarked
package io.newsbell.web;

import org.jspecify.annotations.NullMarked;
