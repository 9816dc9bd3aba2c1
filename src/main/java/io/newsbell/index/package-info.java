/// Everything about people, in memory: bitmaps over device ordinals, which change when they are told and when time
/// passes, and are read page by page. Start at [AudienceIndex]; what a question sees is [People].
@NullMarked
package io.newsbell.index;

import org.jspecify.annotations.NullMarked;
