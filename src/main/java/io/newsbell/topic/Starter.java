package io.newsbell.topic;

import io.newsbell.audit.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A small catalogue of our own, for a publisher who has none yet: what most newspapers have as sections,
/// matched by what the newsroom's system says of an article.
@ApplicationScoped
class Starter {
    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "pt", "hi", "ar", "id", "zh");

    private static final List<Section> SECTIONS = List.of(
            new Section("politics", "Politics|Politik|Politique|Política|Política|राजनीति|سياسة|Politik|政治"),
            new Section("world", "World|Welt|Monde|Mundo|Mundo|दुनिया|العالم|Dunia|国际"),
            new Section("business", "Business|Wirtschaft|Économie|Economía|Economia|कारोबार|أعمال|Bisnis|财经"),
            new Section("sport", "Sport|Sport|Sport|Deportes|Esporte|खेल|رياضة|Olahraga|体育"),
            new Section(
                    "football", "Football|Fußball|Football|Fútbol|Futebol|फ़ुटबॉल|كرة القدم|Sepak bola|足球", "sport"),
            new Section("cricket", "Cricket|Cricket|Cricket|Críquet|Críquete|क्रिकेट|كريكيت|Kriket|板球", "sport"),
            new Section("science", "Science|Wissenschaft|Science|Ciencia|Ciência|विज्ञान|علوم|Sains|科学"),
            new Section("climate", "Climate|Klima|Climat|Clima|Clima|जलवायु|مناخ|Iklim|气候", "science"),
            new Section("technology", "Technology|Technik|Technologie|Tecnología|Tecnologia|तकनीक|تقنية|Teknologi|科技"),
            new Section("health", "Health|Gesundheit|Santé|Salud|Saúde|स्वास्थ्य|صحة|Kesehatan|健康"),
            new Section("education", "Education|Bildung|Éducation|Educación|Educação|शिक्षा|تعليم|Pendidikan|教育"),
            new Section("culture", "Culture|Kultur|Culture|Cultura|Cultura|संस्कृति|ثقافة|Budaya|文化"),
            new Section("film", "Film|Film|Cinéma|Cine|Cinema|फ़िल्म|سينما|Film|电影", "culture"),
            new Section("weather", "Weather|Wetter|Météo|Tiempo|Tempo|मौसम|طقس|Cuaca|天气"),
            new Section("crime", "Crime|Kriminalität|Faits divers|Sucesos|Crime|अपराध|جريمة|Kejahatan|犯罪"),
            new Section("opinion", "Opinion|Meinung|Opinions|Opinión|Opinião|विचार|رأي|Opini|观点"));

    private final Topics topics;
    private final TopicSql sql;

    Starter(Topics topics, TopicSql sql) {
        this.topics = topics;
        this.sql = sql;
    }

    /// @return the slugs of what was missing
    @Transactional
    List<String> add(long appId, Actor by) {
        sql.lockCatalogue(appId);
        var slugs = SECTIONS.stream().map(Section::slug).toList();
        Set<String> present = sql.find(appId, slugs).stream()
                .map(found -> found.topic().slug())
                .collect(Collectors.toSet());
        return SECTIONS.stream()
                .filter(section -> !present.contains(section.slug()))
                .map(section -> topics.save(appId, section.slug(), draft(appId, section), by)
                        .slug())
                .toList();
    }

    private Topics.Draft draft(long appId, Section section) {
        var names = section.names();
        var parent = section.parent().isEmpty()
                        || topics.find(appId, section.parent()).isEmpty()
                ? null
                : section.parent();
        return new Topics.Draft(
                TopicKind.SECTION,
                names.getOrDefault("en", section.slug()),
                names,
                parent,
                Rules.of("section:%1$s OR tag:%1$s".formatted(section.slug())),
                false);
    }

    /// @param words its name in each of the languages
    private record Section(String slug, String words, String parent) {
        Section(String slug, String words) {
            this(slug, words, "");
        }

        Map<String, String> names() {
            var each = words.split("\\|", -1);
            return java.util.stream.IntStream.range(0, LANGUAGES.size())
                    .boxed()
                    .collect(Collectors.toMap(LANGUAGES::get, index -> each[index]));
        }
    }
}
