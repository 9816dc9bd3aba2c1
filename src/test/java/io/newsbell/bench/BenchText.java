package io.newsbell.bench;

import java.util.regex.Pattern;

/// A news article of some 400 words.
final class BenchText {
    private static final String PARAGRAPHS = """
            The council voted late on Tuesday to reopen the old ferry crossing between the two halves of the city, \
            eleven years after a storm tore the northern pier from its foundations. Engineers who had spent the winter \
            under the water told members that the stone piles were sounder than anyone had dared to hope, and that \
            the first boats could run before the monsoon. The mayor called it the cheapest road the city would ever build.

            Residents of the eastern wards have waited longest. Since the crossing closed, a journey that took nine \
            minutes by boat has taken an hour and a quarter by bus, over a bridge that was designed for a tenth of the \
            traffic it now carries. Shopkeepers near the landing say that two in three of their customers never came \
            back. A teacher who lives on one bank and works on the other has counted four thousand hours in queues, \
            and keeps the tickets in a biscuit tin to show to anybody who doubts it.

            Not everyone is pleased. Fishermen fear for the channel, which the new hulls would share with nets that \
            have been cast there for generations, and a group of oarsmen has asked the court for more time to study \
            the wake that electric catamarans throw against the ghats. The port authority answers that speed will be \
            held to eight knots within the harbour walls, and that the boats were chosen because they hardly disturb \
            the surface at all. A hearing is set for the end of the month.

            The money comes from three purses. The state pays for the pier, the city for the boats, and a levy on \
            parking near the water for the first five years of running them. Economists at the university, who were \
            asked to check the sums, found them optimistic about passengers and pessimistic about diesel, and thought \
            that the two mistakes would roughly cancel each other out. They advised the council to publish the number \
            of travellers every week, so that citizens could see for themselves.

            If the court allows it, work on the landing stage begins in February. There will be a waiting room with \
            a view of the river, bicycle stands, and a small museum in the restored ticket office, where the clock \
            that stopped at the hour of the storm is to be wound again. The last captain of the old service, now \
            eighty-one, has been invited to take the wheel on the first morning. He said that he would come if his \
            knees agreed, and that he had never believed in farewells.""";

    private static final Pattern LONG_WORD = Pattern.compile("\\p{L}{5,}");
    private static final int LETTERS = 26;

    private BenchText() {}

    /// No two tell of one event, and each concerns one topic.
    static String of(String topic, String id) {
        var text = LONG_WORD.matcher(PARAGRAPHS).replaceAll(word -> inOtherLetters(word.group(), id));
        return "<p>" + text.replace("\n\n", "</p>\n<p>") + "</p>\n<p>" + topic + ", " + id + ".</p>";
    }

    /// Each word in each article by another number of letters further on in the alphabet.
    private static String inOtherLetters(String word, String id) {
        int by = Math.floorMod((word + id).hashCode(), LETTERS);
        return word.chars()
                .map(c -> Character.isUpperCase(c)
                        ? 'A' + (c - 'A' + by) % LETTERS
                        : c >= 'a' && c <= 'z' ? 'a' + (c - 'a' + by) % LETTERS : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
