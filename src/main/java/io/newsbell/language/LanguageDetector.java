package io.newsbell.language;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/// Which language a text is in, by a model that is loaded when it is first asked: half a second, and 40 MB.
///
/// Chosen by measurement: deploy/decisions/0004-language-detection.md.
@Singleton
public class LanguageDetector {
    private static final Locale UNDETERMINED = Locale.forLanguageTag("und");

    /// More says nothing new, and takes its time: some µs for a character.
    private static final int ENOUGH = 400;

    /// Of a hundred languages each has 0.0097 if nothing is known; a headline of four words is told from about
    /// 0.0165, names and scores alone ("Modi in Mumbai", "Barcelona 3-1 Real Madrid") stay below.
    private static final double TOLD = 0.0165;

    /// The languages that the model knows and news is written in, from its own codes. Without this, a short
    /// Portuguese text is Galician, and English is Minangkabau.
    private static final Map<String, String> LANGUAGES = Stream.of(
                    "afr=af ara=ar aze=az bel=be ben=bn bul=bg cat=ca ces=cs cmn=zh dan=da deu=de ekk=et ell=el eng=en",
                    "est=et fas=fa fin=fi fra=fr guj=gu heb=he hin=hi hrv=hr hun=hu hye=hy ind=id isl=is ita=it jpn=ja",
                    "kan=kn kat=ka kaz=kk kor=ko lav=lv lit=lt lvs=lv mal=ml mar=mr mkd=mk mon=mn msa=ms nep=ne nld=nl",
                    "nob=no pan=pa pes=fa pol=pl por=pt pus=ps ron=ro rus=ru sin=si slk=sk slv=sl som=so spa=es sqi=sq",
                    "srp=sr swa=sw swe=sv tam=ta tel=te tgl=tl tha=th tur=tr ukr=uk urd=ur uzb=uz vie=vi zul=zu")
            .flatMap(line -> Arrays.stream(line.split(" ")))
            .map(pair -> pair.split("="))
            .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

    /// `und` where it cannot be told: too few words, or none.
    ///
    /// @param text from its beginning; the first few sentences are enough
    public Locale detect(String text) {
        var beginning = text.length() <= ENOUGH ? text : text.substring(0, ENOUGH);
        var byScript = byScript(beginning);
        return byScript != null ? byScript : byModel(beginning);
    }

    /// The model's weak side: one character of Chinese says more than one letter, but counts the same.
    private static @Nullable Locale byScript(String text) {
        var letters = new EnumMap<UnicodeScript, Integer>(UnicodeScript.class);
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> letters.merge(UnicodeScript.of(letter), 1, Integer::sum));
        if (letters.isEmpty()) {
            return UNDETERMINED;
        }
        int kana = letters.getOrDefault(UnicodeScript.HIRAGANA, 0) + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
        int han = letters.getOrDefault(UnicodeScript.HAN, 0);
        int hangul = letters.getOrDefault(UnicodeScript.HANGUL, 0);
        int all = letters.values().stream().mapToInt(Integer::intValue).sum();
        if ((kana + han + hangul) * 3 < all) {
            return null;
        }
        if (hangul > kana + han) {
            return Locale.KOREAN;
        }
        return kana * 10 > han ? Locale.JAPANESE : Locale.CHINESE;
    }

    private static Locale byModel(String text) {
        return Arrays.stream(Model.DETECTOR.predictLanguages(text))
                .filter(language -> LANGUAGES.containsKey(language.getLang()))
                .findFirst()
                .filter(language -> language.getConfidence() >= TOLD)
                .map(language -> Locale.of(LANGUAGES.get(language.getLang())))
                .orElse(UNDETERMINED);
    }

    /// Loaded when first used.
    private static final class Model {
        static final LanguageDetectorME DETECTOR = new LanguageDetectorME(read());

        private static LanguageDetectorModel read() {
            try (var model = Objects.requireNonNull(
                    LanguageDetector.class.getResourceAsStream("/langdetect-183.bin"),
                    "The model of languages is not on the class path")) {
                return new LanguageDetectorModel(model);
            } catch (IOException e) {
                throw new UncheckedIOException("The model of languages cannot be read; is the jar whole?", e);
            }
        }
    }
}
