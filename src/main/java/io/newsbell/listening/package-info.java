/// Hears what other nodes tell each other through PostgreSQL's LISTEN and NOTIFY. Start at [Listener].
@NullMarked
package io.newsbell.listening;

import org.jspecify.annotations.NullMarked;
