package io.newsbell.ingest;

import io.newsbell.problem.Problem;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// Makes plain text of what a newsroom sends, be it text or HTML.
///
/// Zero-width joiners and direction marks stay: Indic and Arabic scripts need them. What goes are the characters that
/// override direction, with which a headline can pretend to say something else.
final class CleanText {
    private static final Pattern MARKUP = Pattern.compile("</?[A-Za-z][^<>]*+>|<!--|&(#\\d+|#[xX]\\p{XDigit}+|\\w+);");
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\uFFF9-\\uFFFB]");
    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\t\\r\\f&&[^\\u2028\\u2029]]+");
    private static final Pattern BREAKS = Pattern.compile("\\s*[\\n\\u2028\\u2029]\\s*");

    private CleanText() {}

    /// One line, for headlines, names and tags.
    static String line(String pointer, String value) {
        return paragraphs(pointer, value).replace('\n', ' ');
    }

    /// Paragraphs, separated by one newline.
    static String paragraphs(String pointer, String value) {
        requireStorable(pointer, value);
        var text = MARKUP.matcher(value).find() ? withoutMarkup(value) : value;
        // Again: "&#0;" in the markup becomes a character only now.
        text = SPACES.matcher(HIDDEN.matcher(text).replaceAll(" ")).replaceAll(" ");
        text = BREAKS.matcher(text).replaceAll("\n").strip();
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String withoutMarkup(String html) {
        var document = Jsoup.parseBodyFragment(html);
        document.select("script,style,noscript,template,iframe,object").remove();
        var text = new StringBuilder();
        document.body().traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    text.append(words.getWholeText());
                } else {
                    breakAround(node);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                breakAround(node);
            }

            private void breakAround(Node node) {
                if (node instanceof Element element && (element.isBlock() || element.nameIs("br"))) {
                    text.append('\n');
                }
            }
        });
        return text.toString();
    }

    /// PostgreSQL can store neither.
    static void requireStorable(String pointer, String value) {
        if (value.indexOf(0) >= 0) {
            throw Problem.invalid(pointer, "Remove the NUL character.");
        }
        if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw Problem.invalid(pointer, "Remove the half of a surrogate pair; the text was cut inside a character.");
        }
    }
}
