package io.newsbell.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Case endings of one language and the names that they are taken from, as in the language's file. Each line
/// has an ending and what a name may have in its place, `-` for nothing; `least` is how many characters a name
/// has before it,
/// `stop` are words that mean nothing by themselves, `whole` are words that only look as if they had an ending.
///
/// Endings are written with the letter before them where they would tear words apart without it: in Marathi -त
/// is "in" after a vowel (मुंबईत), but part of the name in भारत.
final class Endings {
    static final Endings NONE = new Endings();

    private final Map<String, List<String>> names = new HashMap<>();
    private final Set<String> stop = new HashSet<>();
    private final Set<String> whole = new HashSet<>();
    private int least = 1;
    private int longest;

    private Endings() {}

    /// @param spelling of the words that the endings will be looked for in
    static Endings of(String language, Spelling spelling) {
        var endings = new Endings();
        var file = Objects.requireNonNull(Endings.class.getResourceAsStream(language + ".txt"), language);
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\\s+")))
                    .forEach(words -> endings.add(words, spelling));
        } catch (IOException e) {
            throw new UncheckedIOException("The endings of " + language + " cannot be read; is the jar whole?", e);
        }
        return endings;
    }

    private void add(List<String> line, Spelling spelling) {
        var words = line.stream().skip(1);
        switch (line.getFirst()) {
            case "least" -> least = Integer.parseInt(line.get(1));
            case "stop" -> words.map(spelling::of).forEach(stop::add);
            case "whole" -> words.map(spelling::of).forEach(whole::add);
            default -> {
                var ending = spelling.of(line.getFirst());
                var found = words.map(word -> word.equals("-") ? "" : spelling.of(word))
                        .toList();
                if (names.put(ending, found) != null) {
                    throw new IllegalStateException("The ending " + ending + " is listed twice");
                }
                longest = Math.max(longest, ending.length());
            }
        }
    }

    /// What the word may be a case of, by the longest ending first.
    List<String> names(String word) {
        if (longest == 0 || whole.contains(word)) {
            return List.of();
        }
        var found = new ArrayList<String>();
        for (var length = Math.min(longest, word.length() - least); length > 0; length--) {
            var at = word.length() - length;
            for (var name : names.getOrDefault(word.substring(at), List.of())) {
                found.add(word.substring(0, at) + name);
            }
        }
        return found;
    }

    /// What all cases of a word share, for languages that Lucene has no stemmer of: the name of the longest ending.
    String stem(String word) {
        var found = names(word);
        return found.isEmpty() ? word : found.getFirst();
    }

    Set<String> stop() {
        return stop;
    }

    boolean isWhole(String word) {
        return whole.contains(word);
    }
}
