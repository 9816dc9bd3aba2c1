/// Publishers' apps and the API keys of their servers. Takes a key, leaves the [App] it belongs to. Start at [Apps].
/// At the first start there is one app, from the settings; see [AppConfig].
@NullMarked
package io.newsbell.app;

import org.jspecify.annotations.NullMarked;
