/// The newsroom's desk: pages for people, drawn by the server. In come clicks of people who are signed in;
/// what they do is done by the same façades that the API uses. Start reading at [WireResource] and [Pages];
/// who may see them is decided in [DeskFilter].
@NullMarked
package io.newsbell.console;

import org.jspecify.annotations.NullMarked;
