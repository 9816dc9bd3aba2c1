/// How text becomes words, in every language that readers read: the same for articles, for the rules that are held
/// against them and for stories. Takes text and a language, leaves [Word]s and their [Forms]. Start at [Language].
@NullMarked
package io.newsbell.language;

import org.jspecify.annotations.NullMarked;
