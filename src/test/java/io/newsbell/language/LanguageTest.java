package io.newsbell.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
    private static final List<String> ALL = List.of(
            "en", "es", "pt", "fr", "de", "ru", "uk", "ar", "ur", "hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa",
            "zh", "ja", "und");
    private static final String MIXED =
            "𝐁𝐨𝐥𝐝 🎉 Modi’s l’État “Ünïcödé” مِصْر ｆｕｌｌ मुंबईत र‍्य হৎ தமிழ் 北京市政府 臺灣東京都 カタカナ กรุงเทพ"
                    + " U.S. x’s 's ' a\u0301b \uD83D\uDE00ok 𠮷野家 ﬁn ½ Ⅳ";

    @ParameterizedTest
    @CsvSource({
        "en,en",
        "en-IN,en",
        "pt-BR,pt",
        "mr-IN,mr",
        "zh-Hant,zh",
        "zh-TW,zh",
        "yue,zh",
        "hi-Latn,hi",
        "und,und",
        "he,und",
        "iw,und",
        "tr,und",
        "xx,und",
        "sr-Cyrl-RS,und"
    })
    void a_locale_has_the_rules_of_its_language(String tag, String code) {
        assertThat(Language.of(Locale.forLanguageTag(tag)).code()).isEqualTo(code);
    }

    @Test
    void a_word_says_where_it_is_in_the_text_as_it_was_given() {
        for (var language : all()) {
            var end = 0;
            for (var word : language.words(MIXED)) {
                assertThat(word.start()).isGreaterThanOrEqualTo(end);
                assertThat(word.end()).isGreaterThan(word.start());
                end = word.end();
                var written = MIXED.substring(word.start(), word.end());
                assertThat(language.words(written).getFirst().text())
                        .as("%s in %s", written, language.code())
                        .isEqualTo(word.text());
            }
            assertThat(end).isGreaterThan(MIXED.length() - 3);
        }
    }

    @Test
    void a_possessive_and_an_article_are_no_part_of_the_word() {
        assertThat(Language.of(Locale.ENGLISH).words("𝐀 Modi’s win"))
                .containsExactly(new Word("a", 0, 2), new Word("modi", 3, 7), new Word("win", 10, 13));
        assertThat(Language.of(Locale.FRENCH).words("L’État")).containsExactly(new Word("etat", 2, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Modi’s", "Beyoncé", "COVID-19", "O'Neill", "U.S.", "ＢＢＣ", "Strauß"})
    void a_latin_name_is_the_same_word_in_languages_of_other_letters(String name) {
        var english = texts("en", name);
        for (var code :
                List.of("hi", "mr", "bn", "ta", "te", "gu", "kn", "ml", "pa", "ur", "ar", "ru", "uk", "zh", "ja")) {
            assertThat(texts(code, name)).as(code).isEqualTo(english);
        }
    }

    @Test
    void a_text_has_the_same_words_however_its_characters_are_composed() {
        for (var language : all()) {
            assertThat(texts(
                            language.code(),
                            Normalizer.normalize("Perú Müller ё й ї मुंबई ড় か゚", Normalizer.Form.NFD)))
                    .as(language.code())
                    .isEqualTo(texts(language.code(), "Perú Müller ё й ї मुंबई ড় か゚"));
        }
    }

    @Test
    void no_form_is_said_twice_and_few_are_guessed() {
        for (var language : all()) {
            for (var word : language.words(MIXED + " Путина Москве பெங்களூருவில் मुंबईतील والعراق Müllers Etats")) {
                var forms = language.forms(word.text());
                assertThat(forms.others()).hasSizeLessThanOrEqualTo(4).doesNotContain(word.text(), forms.base());
                assertThat(forms.others()).doesNotHaveDuplicates().allMatch(other -> !other.isEmpty());
                assertThat(forms.base()).isNotEmpty();
            }
        }
    }

    @Test
    void threads_do_not_get_in_each_others_way() throws InterruptedException, ExecutionException {
        var expected = all().stream().map(LanguageTest::everything).toList();
        Callable<List<String>> all =
                () -> all().stream().map(LanguageTest::everything).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var seen : threads.invokeAll(java.util.Collections.nCopies(200, all))) {
                assertThat(seen.get()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ",
                "ア",
                "日",
                "日本",
                "ก",
                "ு",
                "\u200D",
                "\u0301",
                "\uD83D\uDE00",
                "\uD800",
                "'",
                "\u0000",
                "'s"
            })
    void a_million_characters_of_it_do_no_harm(String what) {
        var text = what.repeat(1_000_000 / what.length());
        for (var code : List.of("en", "hi", "zh", "und")) {
            var language = Language.of(Locale.forLanguageTag(code));
            var began = System.nanoTime();
            language.words(text).forEach(word -> language.forms(word.text()));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(code).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void nonsense_has_words_too() {
        var random = new Random(4);
        for (var language : all()) {
            for (var i = 0; i < 200; i++) {
                var text = random.ints(40, 0, 0x3000)
                        .collect(
                                StringBuilder::new,
                                (all, c) -> all.append((char) (c < 0x2F00 ? c : c + 0xA900)),
                                StringBuilder::append)
                        .toString();
                for (var word : language.words(text)) {
                    assertThat(word.end()).isLessThanOrEqualTo(text.length());
                    assertThat(language.forms(word.text()).base()).isNotEmpty();
                }
            }
        }
        assertThat(Language.of(Locale.ENGLISH).words("")).isEmpty();
    }

    private static List<Language> all() {
        return ALL.stream()
                .map(code -> Language.of(Locale.forLanguageTag(code)))
                .toList();
    }

    private static List<String> texts(String code, String text) {
        return Language.of(Locale.forLanguageTag(code)).words(text).stream()
                .map(Word::text)
                .toList();
    }

    private static String everything(Language language) {
        var words = language.words(MIXED);
        return IntStream.range(0, words.size())
                .mapToObj(i -> words.get(i) + " " + language.forms(words.get(i).text()))
                .toList()
                .toString();
    }
}
