package io.newsbell.draft;

import io.newsbell.problem.Problem.FieldError;
import java.util.List;

/// What came of an act on a draft. Whatever is not done has changed nothing.
public sealed interface Move {
    record Done(EditorDraft draft) implements Move {}

    /// Somebody else has changed it since it was read.
    ///
    /// @param now as it is
    record Changed(EditorDraft now) implements Move {}

    /// Its state, or what the person may do, does not allow it.
    ///
    /// @param why with what to do, for people
    record Refused(EditorDraft draft, String why) implements Move {}

    /// What it says cannot be sent.
    ///
    /// @param faults by field, as the API names them
    record Faulty(EditorDraft draft, List<FieldError> faults) implements Move {}

    /// It rings another number of phones than the person was told.
    ///
    /// @param phones how many it would ring now
    record OtherAudience(EditorDraft draft, long phones) implements Move {}
}
