@NullMarked
package io.newsbell.oidc;

import org.jspecify.annotations.NullMarked;
