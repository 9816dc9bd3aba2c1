/// What editors write until it is sent. In come a draft's words as they are typed, and who proposes,
/// approves, sends or takes back; out goes an alert, or nothing. Start reading at
/// [EditorDrafts][io.newsbell.draft.EditorDrafts].
@NullMarked
package io.newsbell.draft;

import org.jspecify.annotations.NullMarked;
