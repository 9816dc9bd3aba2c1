package io.newsbell.feed;

import io.newsbell.feed.ReadFeed.Refused;
import io.newsbell.feed.XmlCut.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts a feed's XML into its items without judging it, so that each can be parsed by itself: ROME takes a document
/// whole or not at all, and one stray "&" would cost all news of the day. One walk over the text, which is linear
/// whatever the text is; declarations of entities and items of absurd size or depth never reach a parser.
final class XmlCutter {
    private static final int MOST_ELEMENTS = 10_000;
    private static final int DEEPEST = 200;
    private static final Pattern VERSION = Pattern.compile("\\sversion\\s*=\\s*(\"[^\"<]*\"|'[^'<]*')");

    private final String text;
    private final List<Piece> items = new ArrayList<>();
    private final List<Refused> faults = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineCountedTo;

    private String root = "";
    private String itemName = "";
    private String channel = "";
    private int headFrom;
    private int headTo = -1;
    private int itemFrom = -1;
    private int elements;
    private int depth;
    private int deepest;

    private XmlCutter(String text) {
        this.text = text;
    }

    static XmlCut cut(String text) throws FeedTrouble {
        return new XmlCutter(text).cut();
    }

    private XmlCut cut() throws FeedTrouble {
        while (items.size() + faults.size() <= ReadFeed.MOST_ITEMS && (at = text.indexOf('<', at)) >= 0) {
            if (text.startsWith("<!--", at)) {
                skipPast("-->");
            } else if (text.startsWith("<![CDATA[", at)) {
                skipPast("]]>");
            } else if (text.startsWith("<?", at)) {
                skipPast("?>");
            } else if (text.startsWith("<!", at)) {
                declaration();
            } else {
                tag();
            }
        }
        if (root.isEmpty()) {
            throw new FeedTrouble(FeedFault.NOT_A_FEED, "It is neither XML nor JSON.");
        }
        if (itemFrom >= 0) {
            fault("The feed breaks off inside it.");
        }
        var more = items.size() + faults.size() > ReadFeed.MOST_ITEMS;
        var head = text.substring(headFrom, headTo < 0 ? headFrom : headTo);
        return new XmlCut(
                // In RSS 1.0 items stand beside the channel.
                root + (name(root).endsWith("RDF") ? "<channel/>" : channel),
                root + channel + head,
                (channel.isEmpty() ? "" : "</" + name(channel) + ">") + "</" + name(root) + ">",
                more ? items.subList(0, Math.min(items.size(), ReadFeed.MOST_ITEMS)) : items,
                faults,
                more);
    }

    private void skipPast(String end) {
        var found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
    }

    /// One that only names a document type, as RSS 0.91 and pages have, is harmless and left out.
    private void declaration() throws FeedTrouble {
        var end = text.indexOf('>', at);
        var inside = text.substring(at, end < 0 ? text.length() : end);
        if (inside.contains("[") || inside.startsWith("<!ENTITY")) {
            throw new FeedTrouble(FeedFault.HOSTILE, "It declares entities, in line %d.".formatted(line()));
        }
        at = end < 0 ? text.length() : end + 1;
    }

    private void tag() throws FeedTrouble {
        var from = at;
        var end = endOfTag(from);
        at = end;
        var closing = text.startsWith("</", from);
        var name = name(text.substring(closing ? from + 1 : from, Math.min(end, from + 200)));
        if (name.isEmpty()) {
            return;
        }
        if (closing) {
            close(name, from, end);
        } else {
            open(name, from, end);
        }
    }

    /// Past the `>` that is not in quotes. A tag has no `<`: where one comes, this one was not finished.
    private int endOfTag(int from) {
        var quote = '\0';
        for (int i = from + 1; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '<') {
                return i;
            } else if (quote != '\0') {
                quote = c == quote ? '\0' : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return text.length();
    }

    private void open(String name, int from, int end) throws FeedTrouble {
        var selfClosing = text.startsWith("/>", end - 2);
        if (root.isEmpty()) {
            root(name, text.substring(from, end));
            headFrom = end;
        } else if (name.equals(itemName)) {
            if (itemFrom >= 0) {
                fault("Another item begins before its end.");
            }
            headTo = headTo < 0 ? from : headTo;
            itemFrom = from;
            elements = 0;
            depth = 0;
            deepest = 0;
        } else if (itemFrom >= 0) {
            elements++;
            depth += selfClosing ? 0 : 1;
            deepest = Math.max(deepest, depth);
        } else if (channel.isEmpty() && name.equals("channel") && name(root).equals("rss")) {
            channel = text.substring(from, end);
            headFrom = end;
        }
    }

    private void close(String name, int from, int end) {
        if (itemFrom < 0) {
            var closesAll = headTo < 0 && (name.equals(name(root)) || name.equals(name(channel)));
            headTo = closesAll ? from : headTo;
        } else if (!name.equals(itemName)) {
            depth = Math.max(0, depth - 1);
        } else if (elements > MOST_ELEMENTS || deepest > DEEPEST) {
            fault("It has more than %,d elements, or more than %d in each other.".formatted(MOST_ELEMENTS, DEEPEST));
        } else {
            items.add(new Piece(text.substring(itemFrom, end), line()));
            itemFrom = -1;
        }
    }

    private void root(String name, String tag) throws FeedTrouble {
        var prefix = name.contains(":") ? name.substring(0, name.indexOf(':') + 1) : "";
        itemName = switch (name.substring(prefix.length())) {
            case "rss", "RDF" -> "item";
            case "feed" -> prefix + "entry";
            case "html", "HTML" -> throw new FeedTrouble(FeedFault.NOT_A_FEED, "There is a web page at this address.");
            default -> throw new FeedTrouble(FeedFault.NOT_A_FEED, "Its root element is no feed's.");
        };
        // All versions of RSS that are in use are part of 2.0, and feeds make numbers up.
        root = name.equals("rss")
                ? VERSION.matcher(tag).replaceAll("").replaceFirst("^<rss", "<rss version=\"2.0\"")
                : tag;
    }

    private void fault(String reason) {
        faults.add(new Refused(new Piece("", line()).place(), reason));
        itemFrom = -1;
    }

    /// Of what begins at `itemFrom`, or else of where we are.
    private int line() {
        var to = itemFrom >= 0 ? itemFrom : at;
        for (int i = lineCountedTo; i < to; i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        lineCountedTo = Math.max(lineCountedTo, to);
        return line;
    }

    /// `media:content` of `<media:content url="…">`.
    private static String name(String tag) {
        var end = 1;
        while (end < tag.length() && isNameCharacter(tag.charAt(end))) {
            end++;
        }
        return tag.isEmpty() ? "" : tag.substring(1, end);
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == ':' || c == '-' || c == '_' || c == '.';
    }
}
