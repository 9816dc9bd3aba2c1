package io.newsbell.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.Policy;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.ArticleContent;
import io.newsbell.ingest.Source;
import io.newsbell.ingest.TestArticles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Test",
                "TEST please ignore",
                "Test - please ignore!",
                "test test test",
                "Testing 1 2 3",
                "Test 42",
                "Test article 3",
                "Lorem ipsum dolor sit amet",
                "Mayor resigns: lorem ipsum",
                "Headline here",
                "HEADLINE GOES HERE (summary to follow)",
                "DO NOT PUBLISH: Mayor resigns",
                "Mayor resigns - do not publish",
                "[Do not publish] Mayor resigns",
                "TK",
                "Mayor resigns (TK)",
                "TKTK resigns after TK TK",
                "Ｔｅｓｔ",
                "Hello, world!",
                "Foo bar",
                "Testartikel der Redaktion",
                "NICHT VERÖFFENTLICHEN: Haushalt",
                "Ne pas publier – Budget",
                "Prueba",
                "Não publicar: orçamento",
                "Тест",
                "Тестовая статья о погоде",
                "Не публікувати: бюджет",
                "टेस्ट",
                "प्रकाशित न करें: बजट",
                "প্রকাশ করবেন না: বাজেট",
                "சோதனை",
                "పరీక్ష 2",
                "اختبار",
                "لا تنشر: الميزانية",
                "ٹیسٹ",
                "测试",
                "这是一篇测试文章",
                "テスト記事です"
            })
    void a_headline_that_is_a_test_or_not_written_yet_is_held(String headline) {
        assertThat(testWords(headline)).as(headline).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Covid test results delayed",
                "Test match ends in a draw",
                "Test cricket returns to Lahore",
                "Test: eleven laptops compared",
                "Nuclear test shakes North Korea",
                "Supreme Court to test Article 370",
                "Apple to test push notification summaries",
                "Court tells editors: do not publish the names",
                "Please ignore the rumours, minister tells voters",
                "TK Maxx opens ten shops",
                "Turkish Airlines flight TK 1952 diverted",
                "Techniker-Kasse: Beiträge der TK steigen",
                "Breaking: Mayor resigns",
                "Breaking Bad returns",
                "Title race goes to the last day",
                "Untitled Goose Game wins again",
                "Draft picks: who goes where",
                "Sample of asteroid dust reaches Earth",
                "Bar owners protest",
                "Der Test war negativ",
                "Stiftung Warentest: Test der Matratzen",
                "Piden no publicar los nombres",
                "El titular de Hacienda dimite",
                "Тест на коронавирус подорожал",
                "टेस्ट मैच ड्रॉ",
                "परीक्षण सफल रहा",
                "পরীক্ষা শুরু কাল",
                "సోమవారం పరీక్ష",
                "اختبار صاروخي جديد",
                "ٹیسٹ میچ ڈرا",
                "朝鲜测试导弹",
                "テスト勉強のこつ",
                "Contest ends",
                "Protests in Paris"
            })
    void a_true_headline_with_such_a_word_is_not_held(String headline) {
        assertThat(testWords(headline)).as(headline).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "..., short_headline",
        "— 🙂 —, short_headline",
        "Oil, short_headline",
        "地, short_headline",
        "地震,",
        "화재,",
        "Pelé dies,",
        "War!!!, short_headline",
    })
    void a_headline_needs_enough_to_read_in_its_own_script(String headline, @Nullable String code) {
        assertThat(new HeadlineLength().look(article(headline), Policy.USUAL).map(Finding::code))
                .isEqualTo(Optional.ofNullable(code));
    }

    @Test
    void a_headline_that_is_the_whole_article_is_held() {
        assertThat(new HeadlineLength().look(article("x".repeat(200)), Policy.USUAL))
                .isEmpty();
        assertThat(new HeadlineLength().look(article("x".repeat(201)), Policy.USUAL))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.code()).isEqualTo("long_headline");
                    assertThat(finding.sentence()).contains("201").contains("200");
                });
    }

    @Test
    void what_happened_long_ago_is_no_news_however_new_the_article_is() {
        var freshness = new Freshness(NOW);
        assertThat(freshness.look(article(NOW.minus(Duration.ofMinutes(121)), null), Policy.USUAL))
                .isPresent();
        assertThat(freshness.look(article(NOW, NOW.minus(Duration.ofMinutes(121))), Policy.USUAL))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.code()).isEqualTo("stale");
                    assertThat(finding.sentence()).contains("What it reports").contains("120 minutes");
                });
        assertThat(freshness.look(article(NOW, NOW.minus(Duration.ofMinutes(119))), Policy.USUAL))
                .isEmpty();
        assertThat(freshness.look(article(NOW, NOW.plus(Duration.ofDays(3))), Policy.USUAL))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 20000, FOLLOWING, false",
        "10001, 20000, FOLLOWING, true",
        "10001, 20000, TOP, true",
        "10001, 20000, BREAKING, false",
        "10001, 50005, FOLLOWING, false",
        "10002, 50005, FOLLOWING, true",
        "19, 20, FOLLOWING, false",
    })
    void an_audience_is_large_by_its_share_and_by_its_number(
            long audience, long devices, AlertLevel level, boolean held) {
        var reach = new Reach() {
            @Override
            public boolean isKnown() {
                return true;
            }

            @Override
            public long audience(List<Long> topics, AlertLevel level) {
                return audience;
            }

            @Override
            public long digestReaders(List<Long> topics) {
                return 0;
            }

            @Override
            public long devices(long appId) {
                return devices;
            }
        };

        var finding = new LargeAudience(reach, level, List.of(1L)).look(article("Mayor resigns"), Policy.USUAL);

        assertThat(finding.isPresent()).isEqualTo(held);
    }

    private static Optional<Finding> testWords(String headline) {
        return new TestWords().look(article(headline), Policy.USUAL);
    }

    private static Article article(String headline) {
        return article(TestArticles.article(headline, "", ""));
    }

    private static Article article(@Nullable Instant published, @Nullable Instant event) {
        return article(new ArticleContent(
                "Mayor resigns",
                "",
                "",
                "en",
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                published,
                null,
                event));
    }

    private static Article article(ArticleContent content) {
        return new Article(1, 1, "a", 1, content, NOW, NOW, false, Source.feed("wire"), null);
    }
}
