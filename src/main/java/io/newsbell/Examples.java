package io.newsbell;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// Gives every field of the OpenAPI document an example: the one at the field, or else the usual one for its
/// name, so that a topic is the same topic on every page.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Examples implements OASFilter {
    /// Name, a blank, example; numbers where the field is one.
    private static final Map<String, String> USUAL = """
            accepted 41873
            addressDead 12
            ambiguous 0
            appVersion 7.1.0
            applicationServerKey BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs
            articleCount 3
            articleId heat-wave-mumbai
            auth BTBZMqHH6r4Tts7J_aSIgg
            body Schools close early as the city passes 40 degrees.
            cap 3
            clause "heat wave"
            cursor MjAyNi0xMS0yNA
            dailyCap 5
            days 14
            detail Follow another topic; GET /v1/topics lists them.
            dismissed 3120
            duplicates 1
            end 9
            excerpt Heat wave grips Mumbai
            expired 0
            externalId heat-wave-mumbai
            failures 2
            feedId world
            headline Heat wave grips Mumbai
            image https://example.com/heat.jpg
            imbalance 0
            index 0
            intervalSeconds 300
            item Heat wave grips Mumbai
            itemsAccepted 4180
            itemsRefused 1
            itemsSeen 4185
            language en
            leastGapMinutes 30
            line 17
            lines 1000000
            linesPerSecond 9500
            link https://example.com/heat-wave-mumbai
            locale en-IN
            matched 43210
            movedTo https://example.com/world.xml
            name Climate
            next MjAyNi0xMS0yNA
            nextCursor MjAyNi0xMS0yNA
            opened 9870
            osVersion 16
            p256dh BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4
            parent environment
            part 0
            pending 0
            planned 41890
            perWeek 4.5
            place headline
            reason "Climate" alerts on every article.
            received 40210
            refused 3
            rule climate OR "heat wave"
            score 0.71
            secret nbd_VGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBhdCBhbGw
            section environment
            sentence It follows "Climate".
            size 41890
            skipped 2
            slug climate
            start 0
            stopped 0
            storyId 17
            suppressed 1320
            summary The city passes 40 degrees.
            threshold 0.2
            timeZone Asia/Kolkata
            title Heat wave grips Mumbai
            topic climate
            unfollowed 5
            unsampled 2
            url https://example.com/heat-wave-mumbai
            urgency 3
            userId subscriber-4711
            userToken eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzdWJzY3JpYmVyLTQ3MTEifQ.c2lnbmF0dXJl
            value fXc1dGhlLWluc3RhbGxhdGlvbg:APA91bVGhpcyBpcyBub3QgYSByZWFsIHRva2Vu
            version 1
            waiting 310
            whatToDo Correct the document where detail says; a feed validator shows the line.
            words heat wave
            """.lines().collect(Collectors.toMap(
            line -> line.substring(0, line.indexOf(' ')), line -> line.substring(line.indexOf(' ') + 1)));

    /// Readers know what these look like.
    private static final Set<String> PLAIN_FORMATS = Set.of("uuid", "date-time");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents().getSchemas().values().stream()
                .flatMap(schema -> Stream.ofNullable(schema.getProperties()))
                .flatMap(properties -> properties.entrySet().stream())
                .filter(property -> lacksExample(property.getValue()))
                .forEach(property -> usual(property.getKey(), property.getValue())
                        .ifPresent(example -> property.getValue().setExamples(List.of(example))));
    }

    /// Generators of clients read the document as YAML 1.1, where 13:45:30.123 without quotes, SmallRye's
    /// example of a local time, is a number; they break at it.
    @Override
    public Schema filterSchema(Schema schema) {
        return "local-time".equals(schema.getFormat()) ? schema.examples(List.of("07:00:00")) : schema;
    }

    private static boolean lacksExample(Schema field) {
        return field.getRef() == null
                && field.getExamples() == null
                && field.getEnumeration() == null
                && field.getDefaultValue() == null
                && !PLAIN_FORMATS.contains(String.valueOf(field.getFormat()));
    }

    private static Optional<Object> usual(String name, Schema field) {
        return Optional.ofNullable(USUAL.get(name)).flatMap(text -> read(field).map(reader -> reader.apply(text)));
    }

    private static Optional<Function<String, Object>> read(Schema field) {
        var types = Optional.ofNullable(field.getType()).orElse(List.of());
        if (types.contains(SchemaType.STRING)) {
            return Optional.of(text -> text);
        }
        if (types.contains(SchemaType.INTEGER)) {
            return Optional.of(Integer::valueOf);
        }
        return types.contains(SchemaType.NUMBER) ? Optional.of(Double::valueOf) : Optional.empty();
    }
}
