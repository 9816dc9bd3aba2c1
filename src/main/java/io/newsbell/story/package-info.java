/// Which articles tell of one event. Takes an article from matching, leaves its story and why it belongs there.
/// Start at [Stories]; the decision is in [Kinship], the search in [StoryIndex]. A newsroom that splits or
/// joins has the last word.
@NullMarked
package io.newsbell.story;

import org.jspecify.annotations.NullMarked;
