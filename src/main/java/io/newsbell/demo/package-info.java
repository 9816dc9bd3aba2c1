/// What a visitor sees first: demo content, and the page at `/` that shows phones as lock screens. Takes what every
/// other package offers, leaves nothing; nobody imports it. Start at [PageResource]; what the page shows is worked out
/// in [Newsroom]. What may go wrong: without the sandbox there are no phones to show, and nothing can be published.
@NullMarked
package io.newsbell.demo;

import org.jspecify.annotations.NullMarked;
