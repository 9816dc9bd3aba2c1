package io.newsbell.feed;

import com.rometools.rome.feed.WireFeed;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import io.newsbell.feed.ReadFeed.Refused;
import io.newsbell.feed.XmlCut.Piece;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/// Reads RSS of every version and Atom with ROME, item by item.
final class XmlFeed {
    /// RSS's author is "desk@news.example (Asha Rao)".
    private static final Pattern MAIL_AND_NAME = Pattern.compile("^\\S+@\\S+ \\((.+)\\)$");

    private static final String MEDIA = "http://search.yahoo.com/mrss/";
    private static final int LONGEST_REASON = 300;

    private final List<FeedItem> items = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final XmlCut cut;

    private XmlFeed(XmlCut cut) {
        this.cut = cut;
    }

    static ReadFeed read(String text) throws FeedTrouble {
        return new XmlFeed(XmlCutter.cut(text)).read();
    }

    private ReadFeed read() {
        refused.addAll(cut.faults());
        parse(cut.items());
        if (cut.more()) {
            refused.add(ReadFeed.more());
        }
        var head = head();
        return new ReadFeed(
                items,
                refused,
                head.flatMap(wire -> Optional.ofNullable(new SyndFeedImpl(wire).getLanguage())),
                head.flatMap(XmlFeed::timeToLive),
                head.flatMap(wire -> link(wire, "hub")),
                head.flatMap(wire -> link(wire, "self")));
    }

    /// All together, which is how it almost always ends. If that fails, each half by itself, and so on down to
    /// the item at fault.
    private void parse(List<Piece> pieces) {
        if (pieces.size() == 1) {
            try {
                add(either(cut.before() + pieces.getFirst().xml()));
            } catch (FeedException | RuntimeException e) {
                refused.add(new Refused(pieces.getFirst().place(), "It is not valid XML: " + sentence(e)));
            }
        } else if (!pieces.isEmpty()) {
            try {
                add(wire(cut.before() + pieces.stream().map(Piece::xml).collect(Collectors.joining()), false));
            } catch (FeedException | RuntimeException e) {
                parse(pieces.subList(0, pieces.size() / 2));
                parse(pieces.subList(pieces.size() / 2, pieces.size()));
            }
        }
    }

    private void add(WireFeed feed) {
        items.addAll(
                new SyndFeedImpl(feed).getEntries().stream().map(XmlFeed::item).toList());
    }

    private Optional<WireFeed> head() {
        try {
            return Optional.of(either(cut.head()));
        } catch (FeedException | RuntimeException e) {
            refused.add(new Refused("what the feed says of itself", "It is not valid XML: " + sentence(e)));
            return Optional.empty();
        }
    }

    /// ROME can repair an "&" that stands alone and names that only HTML knows. Not at once: it also repairs
    /// what is right, such as an "&" in a CDATA section, and breaks addresses by it.
    private WireFeed either(String open) throws FeedException {
        try {
            return wire(open, false);
        } catch (FeedException | RuntimeException e) {
            return wire(open, true);
        }
    }

    private WireFeed wire(String open, boolean healed) throws FeedException {
        var input = new WireFeedInput(false, Locale.ROOT);
        input.setAllowDoctypes(false);
        input.setXmlHealerOn(healed);
        return input.build(new StringReader(open + cut.close()));
    }

    private static FeedItem item(SyndEntry entry) {
        return new FeedItem(
                blankIsNull(entry.getUri()),
                entry.getTitleEx() == null
                        ? null
                        : blankIsNull(entry.getTitleEx().getValue()),
                entry.getDescription() == null
                        ? null
                        : blankIsNull(entry.getDescription().getValue()),
                entry.getContents().stream()
                        .map(content -> blankIsNull(content.getValue()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                blankIsNull(entry.getLink()),
                image(entry).orElse(null),
                null,
                Stream.of(entry.getPublishedDate(), entry.getUpdatedDate())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(Date::toInstant)
                        .orElse(null),
                entry.getCategories().stream()
                        .map(SyndCategory::getName)
                        .filter(name -> name != null && !name.isBlank())
                        .toList(),
                authors(entry));
    }

    private static List<String> authors(SyndEntry entry) {
        var named = entry.getAuthors().stream().map(SyndPerson::getName);
        return Stream.concat(named, Stream.ofNullable(entry.getAuthor()))
                .filter(name -> name != null && !name.isBlank())
                .map(name -> MAIL_AND_NAME.matcher(name.strip()).replaceFirst("$1"))
                .distinct()
                .toList();
    }

    /// Media RSS first, whose pictures are meant to be shown; then what is enclosed.
    private static Optional<String> image(SyndEntry entry) {
        var media = entry.getForeignMarkup().stream()
                .filter(element -> MEDIA.equals(element.getNamespaceURI()))
                .flatMap(element ->
                        element.getName().equals("group") ? element.getChildren().stream() : Stream.of(element))
                .filter(XmlFeed::isPicture)
                .map(element -> element.getAttributeValue("url"));
        var enclosed = entry.getEnclosures().stream()
                .filter(enclosure -> isPicture(enclosure.getType()))
                .map(SyndEnclosure::getUrl);
        return Stream.concat(media, enclosed)
                .filter(url -> url != null && !url.isBlank())
                .findFirst();
    }

    private static boolean isPicture(Element media) {
        return switch (media.getName()) {
            case "thumbnail" -> true;
            case "content" ->
                "image".equals(media.getAttributeValue("medium")) || isPicture(media.getAttributeValue("type"));
            default -> false;
        };
    }

    private static boolean isPicture(@Nullable String type) {
        return type != null && type.startsWith("image/");
    }

    private static Optional<Duration> timeToLive(WireFeed feed) {
        return feed instanceof Channel channel && channel.getTtl() > 0
                ? Optional.of(Duration.ofMinutes(channel.getTtl()))
                : Optional.empty();
    }

    private static Optional<String> link(WireFeed feed, String rel) {
        var atom = feed instanceof Feed own
                ? own.getOtherLinks().stream()
                        .filter(link -> rel.equals(link.getRel()))
                        .map(Link::getHref)
                : Stream.<String>of();
        var foreign = feed.getForeignMarkup().stream()
                .filter(element -> element.getName().equals("link") && rel.equals(element.getAttributeValue("rel")))
                .map(element -> element.getAttributeValue("href"));
        return Stream.concat(atom, foreign)
                .filter(href -> href != null && !href.isBlank())
                .findFirst();
    }

    private static String sentence(Exception e) {
        // Line numbers are of the piece, and would mislead.
        var message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        return Label.of(String.valueOf(message).replaceFirst("^.*?Error on line \\d+: ", ""), LONGEST_REASON);
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
