package io.newsbell.language;

/// A word of a text, in the order of the text.
///
/// @param text  normalised: lower case, without what only decorates; a possessive is gone, other endings are not
/// @param start where it begins in the text, in chars
/// @param end   where it ends
public record Word(String text, int start, int end) {}
