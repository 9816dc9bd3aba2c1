package io.newsbell.demo;

import static io.newsbell.topic.TopicKind.AUTHOR;
import static io.newsbell.topic.TopicKind.PERSON;
import static io.newsbell.topic.TopicKind.PLACE;
import static io.newsbell.topic.TopicKind.SECTION;
import static io.newsbell.topic.TopicKind.TAG;
import static io.newsbell.topic.TopicKind.TEAM;

import io.newsbell.topic.TopicKind;
import java.util.List;

/// What the demo's readers can follow. The rules match by what a newsroom says outright and by the words of the text,
/// because not every newsroom tags.
record DemoTopic(String slug, TopicKind kind, String name, String rule, boolean automatic) {
    /// Broad topics ring nobody by themselves: with them the urgency decides, or an editor.
    private static final boolean AUTOMATIC = true;

    private static final boolean URGENT_ONLY = false;

    /// The most popular first.
    static final List<DemoTopic> ALL = List.of(
            new DemoTopic(
                    "india", SECTION, "India", "section:india OR tag:india OR title:india OR title:भारत", AUTOMATIC),
            new DemoTopic("cricket", TAG, "Cricket", "tag:cricket OR cricket OR wicket OR \"Test match\"", AUTOMATIC),
            new DemoTopic("mumbai", PLACE, "Mumbai", "place:mumbai OR tag:mumbai OR Mumbai OR मुंबई", AUTOMATIC),
            new DemoTopic(
                    "world",
                    SECTION,
                    "World",
                    "section:world OR tag:world OR \"United Nations\" OR ceasefire OR \"foreign minister\"",
                    AUTOMATIC),
            new DemoTopic(
                    "elections",
                    TAG,
                    "Elections",
                    "tag:elections OR election OR \"polling station\" OR ballot OR चुनाव",
                    AUTOMATIC),
            new DemoTopic(
                    "climate",
                    TAG,
                    "Climate",
                    "tag:climate OR \"climate change\" OR \"global warming\" OR \"carbon emissions\"",
                    AUTOMATIC),
            new DemoTopic(
                    "markets",
                    TAG,
                    "Markets",
                    "tag:markets OR Sensex OR Nifty OR FTSE OR \"stock exchange\"",
                    URGENT_ONLY),
            new DemoTopic(
                    "business",
                    SECTION,
                    "Business",
                    "section:business OR tag:business OR shareholder OR dividend OR \"quarterly profit\"",
                    URGENT_ONLY),
            new DemoTopic(
                    "technology",
                    SECTION,
                    "Technology",
                    "section:technology OR tag:technology OR \"artificial intelligence\" OR smartphone",
                    URGENT_ONLY),
            new DemoTopic(
                    "cinema",
                    TAG,
                    "Cinema",
                    "tag:cinema OR Bollywood OR \"box office\" OR \"film festival\"",
                    AUTOMATIC),
            new DemoTopic(
                    "monsoon", TAG, "Monsoon", "tag:monsoon OR monsoon OR \"heavy rain\" OR \"भारी बारिश\"", AUTOMATIC),
            new DemoTopic("heat-wave", TAG, "Heat wave", "tag:\"heat wave\" OR \"heat wave\" OR heatwave", AUTOMATIC),
            new DemoTopic(
                    "football",
                    TAG,
                    "Football",
                    "tag:football OR football OR \"Premier League\" OR \"Champions League\"",
                    AUTOMATIC),
            new DemoTopic("delhi", PLACE, "Delhi", "place:delhi OR tag:delhi OR Delhi OR दिल्ली", AUTOMATIC),
            new DemoTopic(
                    "space", TAG, "Space", "tag:space OR ISRO OR NASA OR spacecraft OR \"space station\"", AUTOMATIC),
            new DemoTopic(
                    "health",
                    SECTION,
                    "Health",
                    "section:health OR tag:health OR dengue OR vaccine OR \"public health\"",
                    AUTOMATIC),
            new DemoTopic("kochi", PLACE, "Kochi", "place:kochi OR tag:kochi OR Kochi OR Ernakulam", AUTOMATIC),
            new DemoTopic(
                    "electric-vehicles",
                    TAG,
                    "Electric vehicles",
                    "tag:\"electric vehicles\" OR \"electric vehicle\" OR \"electric car\" OR \"electric bus\""
                            + " OR \"electric ferry\" OR \"electric boat\"",
                    AUTOMATIC),
            new DemoTopic(
                    "earthquakes",
                    TAG,
                    "Earthquakes",
                    "tag:earthquake OR earthquake OR tsunami OR aftershock OR भूकंप OR زلزال",
                    AUTOMATIC),
            new DemoTopic(
                    "railways",
                    TAG,
                    "Railways",
                    "tag:railways OR \"local train\" OR \"Indian Railways\" OR \"high-speed rail\" OR \"लोकल ट्रेन\"",
                    AUTOMATIC),
            new DemoTopic(
                    "renewable-energy",
                    TAG,
                    "Renewable energy",
                    "tag:\"renewable energy\" OR \"renewable energy\" OR \"wind farm\" OR \"solar power\""
                            + " OR \"सौर ऊर्जा\" OR \"الطاقة الشمسية\"",
                    AUTOMATIC),
            new DemoTopic(
                    "wales",
                    PLACE,
                    "Wales",
                    "place:wales OR tag:wales OR Welsh OR Senedd OR Cardiff OR (Wales NOT \"New South Wales\")",
                    AUTOMATIC),
            new DemoTopic("dubai", PLACE, "Dubai", "place:dubai OR tag:dubai OR Dubai OR دبي", AUTOMATIC),
            new DemoTopic("rugby", TAG, "Rugby", "tag:rugby OR rugby OR \"Six Nations\"", AUTOMATIC),
            new DemoTopic(
                    "mumbai-indians",
                    TEAM,
                    "Mumbai Indians",
                    "tag:\"mumbai indians\" OR \"Mumbai Indians\"",
                    AUTOMATIC),
            new DemoTopic(
                    "kerala-blasters",
                    TEAM,
                    "Kerala Blasters",
                    "tag:\"kerala blasters\" OR \"Kerala Blasters\"",
                    AUTOMATIC),
            new DemoTopic(
                    "narendra-modi",
                    PERSON,
                    "Narendra Modi",
                    "person:\"narendra modi\" OR \"Narendra Modi\" OR \"नरेंद्र मोदी\"",
                    AUTOMATIC),
            new DemoTopic(
                    "virat-kohli",
                    PERSON,
                    "Virat Kohli",
                    "person:\"virat kohli\" OR \"Virat Kohli\" OR \"विराट कोहली\"",
                    AUTOMATIC),
            new DemoTopic("leela-menon", AUTHOR, "Leela Menon", "author:\"leela menon\"", AUTOMATIC),
            new DemoTopic("opinion", SECTION, "Opinion", "section:opinion OR tag:opinion", URGENT_ONLY),
            new DemoTopic(
                    "archaeology",
                    TAG,
                    "Archaeology",
                    "tag:archaeology OR archaeology OR archaeologist OR (excavation AND ancient)",
                    AUTOMATIC));
}
