package io.newsbell.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FeedReaderTest {
    private final FeedReader reader = new FeedReader();

    @Test
    void rss_is_read_with_all_that_an_article_needs() throws FeedTrouble {
        var read = read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
                    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
                    xmlns:atom="http://www.w3.org/2005/Atom">
                <channel><title>Example</title><link>https://news.example/</link><description>d</description>
                <language>hi-IN</language><ttl>30</ttl>
                <atom:link rel="hub" href="https://hub.example/"/>
                <atom:link rel="self" href="https://news.example/feed"/>
                <item><title><![CDATA[मुंबई में <b>लू</b> &amp; धूल]]></title>
                <link>https://news.example/heat?a=1&amp;b=2</link><guid isPermaLink="false">4711</guid>
                <description>Schools &lt;i&gt;close&lt;/i&gt; early…</description>
                <content:encoded><![CDATA[<p>Forty degrees.</p>]]></content:encoded>
                <pubDate>Wed, 25 Nov 2026 10:00:00 +0530</pubDate>
                <category>Weather</category><category domain="x">Mumbai</category>
                <dc:creator>Asha Rao</dc:creator>
                <media:content url="https://news.example/heat.jpg" medium="image"/></item>
                </channel></rss>""");

        assertThat(read.refused()).isEmpty();
        assertThat(read.language()).contains("hi-IN");
        assertThat(read.goodFor()).contains(Duration.ofMinutes(30));
        assertThat(read.hub()).contains("https://hub.example/");
        assertThat(read.self()).contains("https://news.example/feed");
        var item = read.items().getFirst();
        assertThat(item.id()).isEqualTo("4711");
        assertThat(item.title()).isEqualTo("मुंबई में <b>लू</b> &amp; धूल");
        assertThat(item.link()).isEqualTo("https://news.example/heat?a=1&b=2");
        assertThat(item.summary()).isEqualTo("Schools <i>close</i> early…");
        assertThat(item.body()).isEqualTo("<p>Forty degrees.</p>");
        assertThat(item.publishedAt()).isEqualTo(Instant.parse("2026-11-25T04:30:00Z"));
        assertThat(item.tags()).containsExactly("Weather", "Mumbai");
        assertThat(item.authors()).containsExactly("Asha Rao");
        assertThat(item.image()).isEqualTo("https://news.example/heat.jpg");
    }

    @Test
    void atom_is_read_with_all_that_an_article_needs() throws FeedTrouble {
        var read = read("""
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>Example</title><id>urn:feed</id>
                <link rel="hub" href="https://hub.example/"/><link rel="self" href="https://news.example/atom"/>
                <entry><id>tag:news.example,2026:1</id><title type="html">موجة حر &amp;amp; غبار</title>
                <link href="https://news.example/1"/><link rel="enclosure" type="image/jpeg" href="https://news.example/1.jpg"/>
                <published>2026-11-25T10:00:00+03:00</published><updated>2026-11-25T12:00:00Z</updated>
                <author><name>ليلى</name></author><category term="طقس"/>
                <summary>ملخص</summary>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>أربعون</p></div></content></entry>
                <entry><id>tag:news.example,2026:2</id><title>Two</title><updated>2026-11-25T12:00:00Z</updated></entry>
                </feed>""");

        assertThat(read.refused()).isEmpty();
        assertThat(read.hub()).contains("https://hub.example/");
        var item = read.items().getFirst();
        assertThat(item.id()).isEqualTo("tag:news.example,2026:1");
        assertThat(item.title()).isEqualTo("موجة حر &amp; غبار");
        assertThat(item.link()).isEqualTo("https://news.example/1");
        assertThat(item.image()).isEqualTo("https://news.example/1.jpg");
        assertThat(item.body()).contains("أربعون");
        assertThat(item.tags()).containsExactly("طقس");
        assertThat(item.authors()).containsExactly("ليلى");
        assertThat(item.publishedAt()).isEqualTo(Instant.parse("2026-11-25T07:00:00Z"));
        assertThat(read.items().getLast().publishedAt()).isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
    }

    @Test
    void rss_1_0_and_an_old_rss_with_a_document_type_are_read() throws FeedTrouble {
        var rdf = read("""
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
                <channel rdf:about="https://news.example/"><title>t</title><link>https://news.example/</link>
                <items><rdf:Seq><rdf:li resource="https://news.example/1"/></rdf:Seq></items></channel>
                <item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link></item>
                </rdf:RDF>""");
        var old = read("""
                <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
                  "http://my.netscape.com/publish/formats/rss-0.91.dtd">
                <rss version="0.91"><channel><title>t</title><item><title>Caf&eacute;&nbsp;news</title>
                <link>https://news.example/1</link></item></channel></rss>""");

        assertThat(rdf.refused()).isEmpty();
        assertThat(rdf.items()).extracting(FeedItem::title).containsExactly("One");
        assertThat(old.refused()).isEmpty();
        assertThat(old.items()).extracting(FeedItem::title).containsExactly("Café\u00a0news");
    }

    @Test
    void json_feed_is_read_with_all_that_an_article_needs() throws FeedTrouble {
        var read = read("""
                {"version": "https://jsonfeed.org/version/1.1", "title": "Example", "language": "en-IN",
                 "feed_url": "https://news.example/feed.json", "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
                 "items": [{"id": 4711, "url": "https://news.example/heat", "title": "Heat", "summary": "Schools close.",
                  "content_html": "<p>Forty degrees.</p>", "image": "https://news.example/heat.jpg",
                  "date_published": "2026-11-25T10:00:00+05:30", "tags": ["Weather"], "authors": [{"name": "Asha Rao"}]}]}""");

        assertThat(read.language()).contains("en-IN");
        assertThat(read.hub()).contains("https://hub.example/");
        assertThat(read.items())
                .containsExactly(new FeedItem(
                        "4711",
                        "Heat",
                        "Schools close.",
                        "<p>Forty degrees.</p>",
                        "https://news.example/heat",
                        "https://news.example/heat.jpg",
                        null,
                        Instant.parse("2026-11-25T04:30:00Z"),
                        List.of("Weather"),
                        List.of("Asha Rao")));
    }

    @Test
    void an_item_at_fault_is_named_and_all_others_are_kept() throws FeedTrouble {
        var read = read(rss(items(1, 20)
                + "<item><title>\u0002</title></item>\n"
                + items(21, 40)
                + "<item><title>&#0;</title></item>\n<item><title>\u0001</title></item>\n<item><title>x</titel></item>\n"
                + "<item><title>&#xD800;</title></item>\n<item><foo:bar>x</foo:bar></item>\n<item><b>x</i></item>\n"
                + items(41, 50)));

        assertThat(read.items()).hasSize(50);
        assertThat(read.refused()).hasSize(7);
        assertThat(read.refused().getFirst().item()).isEqualTo("the item in line 21");
        assertThat(read.refused().getFirst().reason()).startsWith("It is not valid XML: ");
    }

    @Test
    void what_many_feeds_do_wrong_is_repaired_and_nothing_else_touched() throws FeedTrouble {
        var read = read(rss("""
                <item><title>Tom & Jerry&nbsp;&mdash; news</title><link>https://news.example/?a=1&b=2</link></item>
                <item><title>Two</title><link><![CDATA[https://news.example/?a=1&b=2]]></link></item>"""));

        assertThat(read.refused()).isEmpty();
        assertThat(read.items())
                .extracting(FeedItem::title, FeedItem::link)
                .containsExactly(
                        tuple("Tom & Jerry\u00a0— news", "https://news.example/?a=1&b=2"),
                        tuple("Two", "https://news.example/?a=1&b=2"));
    }

    @Test
    void a_feed_that_breaks_off_keeps_what_came_before() throws FeedTrouble {
        var rss = read("<rss version='2.0'><channel><title>t</title>" + items(1, 3) + "<item><title>Half of a");
        var json = read("""
                {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "One"}, {"id": "2", "ti""");

        assertThat(rss.items()).hasSize(3);
        assertThat(rss.refused())
                .extracting(ReadFeed.Refused::reason)
                .containsExactly("The feed breaks off inside it.");
        assertThat(json.items()).hasSize(1);
        assertThat(json.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.item()).isEqualTo("all after item 1"));
    }

    @Test
    void an_item_that_does_not_end_does_not_take_the_next_with_it() throws FeedTrouble {
        var read = read(rss("<item><title>One</title>\n" + items(2, 3)));

        assertThat(read.items()).extracting(FeedItem::title).containsExactly("Item 2", "Item 3");
        assertThat(read.refused())
                .containsExactly(new ReadFeed.Refused("the item in line 1", "Another item begins before its end."));
    }

    @Test
    void what_looks_like_an_item_inside_a_text_is_none() throws FeedTrouble {
        var read = read(rss("<!-- <item> --><item a=\"x > y\"><title><![CDATA[<item>&</item>]]></title></item>"));

        assertThat(read.refused()).isEmpty();
        assertThat(read.items()).extracting(FeedItem::title).containsExactly("<item>&</item>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>",
                "<!DOCTYPE rss [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE rss [<!ENTITY % xxe SYSTEM \"http://127.0.0.1/\"> %xxe;]>",
                "<?xml version=\"1.0\"?>\n<!DOCTYPE rss SYSTEM \"file:///etc/passwd\" [ ]>",
            })
    void a_feed_that_declares_entities_is_refused_and_the_next_one_read(String declaration) throws FeedTrouble {
        assertFault(declaration + rss("<item><title>&lol2;&xxe;</title></item>"), FeedFault.HOSTILE);

        assertThat(read(rss(items(1, 3))).items()).hasSize(3);
    }

    @Test
    void an_entity_of_a_file_that_only_the_document_type_names_is_never_fetched() throws FeedTrouble {
        var read = read(
                "<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>" + rss("<item><title>&xxe;</title></item>" + items(1, 1)));

        assertThat(read.items()).hasSize(1);
        assertThat(read.refused()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><html><head/></html>", "<opml/>", "hello", "", "{}", "[1]", "null", "<"})
    void what_is_no_feed_is_called_so(String document) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOfSatisfying(
                        FeedTrouble.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(FeedFault.NOT_A_FEED));
    }

    @Test
    void an_item_with_a_million_tags_or_an_abyss_of_them_is_refused_and_the_others_are_kept() throws FeedTrouble {
        var million = "<item><title>x</title>" + "<category/>".repeat(1_000_000) + "</item>";
        var deep = "<item><title>x</title>" + "<a>".repeat(500_000) + "</item>";
        var unclosed = "<item " + "<item ".repeat(300_000);
        var quotes = "<item a=\"" + "\"".repeat(1_000_001) + "></item>";

        for (var monster : new String[] {million, deep, quotes}) {
            var read = read(rss(items(1, 3) + monster + items(4, 5)));
            assertThat(read.items()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(read.refused()).isNotEmpty();
        }
        assertThat(read(rss(items(1, 3) + unclosed)).items()).hasSize(3);
    }

    @Test
    void a_million_items_are_not_read() throws FeedTrouble {
        var read = read(rss("<item><title>x</title></item>".repeat(200_000)));

        assertThat(read.items()).hasSize(ReadFeed.MOST_ITEMS);
        assertThat(read.refused()).containsExactly(ReadFeed.more());
    }

    @Test
    void when_all_items_are_bad_each_is_named() throws FeedTrouble {
        var read = read(rss("<item><title>\u0001</title></item>".repeat(400)));

        assertThat(read.items()).isEmpty();
        assertThat(read.refused()).hasSize(400);
    }

    @Test
    void an_encoding_is_found_where_it_is_said() throws FeedTrouble {
        var cyrillic = "<rss version='2.0'><channel><item><title>Київ</title></item></channel></rss>";
        var windows = "<?xml version='1.0' encoding='windows-1251'?>" + cyrillic;

        assertThat(title(windows.getBytes(Charset.forName("windows-1251")), "text/xml"))
                .isEqualTo("Київ");
        assertThat(title(cyrillic.getBytes(Charset.forName("windows-1251")), "text/xml; charset=windows-1251"))
                .isEqualTo("Київ");
        assertThat(title(cyrillic.getBytes(UTF_8), "text/xml")).isEqualTo("Київ");
        assertThat(title(("\uFEFF" + cyrillic).getBytes(Charset.forName("UTF-16LE")), null))
                .isEqualTo("Київ");
        assertThat(title(("\uFEFF" + cyrillic).getBytes(UTF_8), "application/rss+xml"))
                .isEqualTo("Київ");
    }

    @Test
    void bytes_that_are_no_text_cost_only_their_item() throws FeedTrouble {
        var read = reader.read(
                rss("<item><title>caf\u00e9</title></item>" + items(1, 2)).getBytes(ISO_8859_1), Optional.empty());

        assertThat(read.items()).hasSize(2);
        assertThat(read.refused())
                .extracting(ReadFeed.Refused::item, ReadFeed.Refused::reason)
                .containsExactly(tuple("caf\uFFFD", "It has bytes that are not UTF-8."));
    }

    @Test
    void json_of_absurd_depth_is_an_error_like_any_other() {
        assertFault(
                "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[" + "[".repeat(1_000_000),
                FeedFault.MALFORMED);
    }

    private @Nullable String title(byte[] body, @Nullable String contentType) throws FeedTrouble {
        return reader.read(body, Optional.ofNullable(contentType))
                .items()
                .getFirst()
                .title();
    }

    private void assertFault(String document, FeedFault fault) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOfSatisfying(
                        FeedTrouble.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(fault));
    }

    private ReadFeed read(String document) throws FeedTrouble {
        return reader.read(document.getBytes(UTF_8), Optional.empty());
    }

    private static String rss(String items) {
        return "<rss version=\"2.0\"><channel><title>t</title>" + items + "</channel></rss>";
    }

    private static String items(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj("<item><title>Item %d</title></item>\n"::formatted)
                .collect(Collectors.joining());
    }
}
