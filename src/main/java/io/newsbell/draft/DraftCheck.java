package io.newsbell.draft;

import io.newsbell.alert.Draft;
import io.newsbell.app.App;
import io.newsbell.problem.Problem;
import io.newsbell.problem.Problem.FieldError;
import io.newsbell.sending.AudienceEstimate;
import io.newsbell.sending.Estimates;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Holds what is written to the rules of the API: what the desk lets through, the API would, too.
@Singleton
public class DraftCheck {
    private final Validator validator;
    private final Estimates estimates;

    DraftCheck(Validator validator, Estimates estimates) {
        this.validator = validator;
        this.estimates = estimates;
    }

    /// What became of looking at it.
    public sealed interface Checked {
        /// @param estimate empty while the server starts
        record Good(Draft draft, Optional<AudienceEstimate> estimate) implements Checked {}

        /// @param faults by field, as the API names them
        record Faulty(List<FieldError> faults) implements Checked {}
    }

    public Checked look(App app, DraftContent content) {
        var faults = validator.validate(content.alert()).stream()
                .map(fault ->
                        new FieldError("/" + fault.getPropertyPath().toString().replace('.', '/'), fault.getMessage()))
                .sorted(Comparator.comparing(FieldError::pointer))
                .toList();
        if (!faults.isEmpty()) {
            return new Checked.Faulty(faults);
        }
        try {
            var draft = content.alert().draft();
            return new Checked.Good(draft, estimates.of(app, draft));
        } catch (Problem e) {
            return new Checked.Faulty(
                    e.errors().isEmpty() ? List.of(new FieldError("", String.valueOf(e.getMessage()))) : e.errors());
        }
    }
}
