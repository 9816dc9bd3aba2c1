package io.newsbell.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.TimeZoneNames;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No name may be taken for a case of another. The names are those of all countries, languages and large cities
/// that ICU knows, a thousand words in each language.
class FalseFriendsTest {
    /// These are what they are taken for, or as good as: a plural, a genitive, "and", another spelling.
    private static final Set<String> TRUE_FRIENDS = Set.of(
            // islands and territories, Turks and Arabs, united
            "islands island",
            "territories territory",
            "turks turk",
            "arabes arabe",
            "feroes feroe",
            "islas isla",
            "gallegos gallego",
            "territorios territorio",
            "turcas turca",
            "unidos unido",
            "americanas americana",
            "dos do",
            "ilhas ilha",
            "britanniques britannique",
            "etats etat",
            "françaises française",
            "iles ile",
            "terres terre",
            "territoires territoire",
            "интерлингве интерлингва",
            "порту порт",
            "территории территория",
            "китаю китай",
            "острови острів",
            "південна південний",
            "південні південний",
            "ріко ріка",
            "території територія",
            "ґранді ґранд",
            "وجزر جزر",
            "ومكويلون مكويلون",
            "بنوم نوم",
            "আফ্রিকার আফ্রিকা",
            "যুক্তরাষ্ট্রের যুক্তরাষ্ট্র",
            "ভার্দে ভার্দ",
            "પ્રિન્સનું પ્રિન્સ",

            // Kostanay in Kazakhstan ends like an instrumental, Niue like a locative; "Cree" is short
            "कोस्टाने कोस्टा",
            "કોસ્ટાને કોસ્ટા",
            "নিউয়ে নিউ",
            "ക്രീക്ക് ക്രീ");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en", "es", "pt", "fr", "de", "ru", "uk", "ar", "ur", "hi", "mr", "bn", "ta", "te", "gu", "kn", "ml",
                "pa"
            })
    void no_name_is_taken_for_another(String code) {
        var language = Language.of(Locale.of(code));
        var names = words(language, names(ULocale.forLanguageTag(code)));
        var taken = new TreeSet<String>();
        for (var name : names) {
            var forms = language.forms(name);
            Stream.concat(Stream.of(forms.base()), forms.others().stream())
                    .filter(other -> !other.equals(name) && names.contains(other))
                    .map(other -> name + " " + other)
                    .filter(pair -> !TRUE_FRIENDS.contains(pair))
                    .forEach(taken::add);
        }
        assertThat(names).hasSizeGreaterThan(900);
        assertThat(taken).isEmpty();
    }

    @Test
    void marks_that_make_another_name_are_kept() {
        var spanish = Language.of(Locale.of("es"));
        assertThat(spanish.words("Peña pena más mas")).extracting(Word::text).doesNotHaveDuplicates();
        var portuguese = Language.of(Locale.of("pt"));
        assertThat(portuguese.words("Pará para Irã ira")).extracting(Word::text).doesNotHaveDuplicates();
    }

    private static Stream<String> names(ULocale locale) {
        var zones = TimeZoneNames.getInstance(locale);
        return Stream.of(
                        Stream.of(ULocale.getISOCountries())
                                .map(country -> new ULocale("und_" + country).getDisplayCountry(locale)),
                        Stream.of(Locale.getISOLanguages())
                                .map(language -> new ULocale(language).getDisplayLanguage(locale)),
                        Stream.of(TimeZone.getAvailableIDs()).map(zones::getExemplarLocationName))
                .flatMap(kind -> kind)
                .filter(Objects::nonNull);
    }

    private static Collection<String> words(Language language, Stream<String> names) {
        var words = new TreeSet<String>();
        names.flatMap(name -> language.words(name).stream()).map(Word::text).forEach(words::add);
        return words;
    }
}
