/// What a publisher's pages take from here: the follow button, the service worker, their configuration, and leave to
/// call the API from any origin. Takes nothing, leaves nothing. Start at [ScriptResource]; the scripts themselves lie
/// in the resources beside this package. What may go wrong: a page's own security policy keeps them out.
@NullMarked
package io.newsbell.web;

import org.jspecify.annotations.NullMarked;
