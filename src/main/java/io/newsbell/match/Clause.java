package io.newsbell.match;

import java.util.List;

/// A rule, or a part of one, in a given language.
sealed interface Clause {
    /// Words that stand one after the other.
    ///
    /// @param title   whether they must stand in the headline or the summary
    /// @param terms   as the article has them in this field; not empty
    /// @param written as the newsroom wrote them
    record Words(Field field, boolean title, List<String> terms, String written) implements Clause {
        public Words {
            terms = List.copyOf(terms);
        }
    }

    record All(List<Clause> clauses) implements Clause {
        public All {
            clauses = List.copyOf(clauses);
        }
    }

    record Any(List<Clause> clauses) implements Clause {
        public Any {
            clauses = List.copyOf(clauses);
        }
    }

    /// Only within [All].
    record Not(Clause clause) implements Clause {}
}
