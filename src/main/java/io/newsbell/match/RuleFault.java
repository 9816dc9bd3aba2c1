package io.newsbell.match;

import org.apache.lucene.queryparser.classic.ParseException;

/// What is wrong with a rule, for who wrote it.
final class RuleFault {
    private static final String HOW_TO_WRITE =
            "Quote phrases, close parentheses, and put \\ before a sign that is part of a word.";

    private RuleFault() {}

    /// Lucene wraps what went wrong: our own sentence, or a page of its grammar, of which the place is enough.
    static String of(ParseException e) {
        return switch (e.getCause()) {
            case ParseException grammar
            when grammar.currentToken != null ->
                "It cannot be read after character %d. %s".formatted(grammar.currentToken.endColumn, HOW_TO_WRITE);
            case ParseException ours -> String.valueOf(ours.getMessage());
            case null -> String.valueOf(e.getMessage());
            default -> "It cannot be read. " + HOW_TO_WRITE;
        };
    }
}
