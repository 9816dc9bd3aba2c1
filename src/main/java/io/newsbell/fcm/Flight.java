package io.newsbell.fcm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Headers;
import io.newsbell.device.Recipient;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Messages that were handed over together. Answers that come in the same turn of the event loop are told
/// together.
final class Flight {
    private final EventLoop loop;
    private final Meaning meaning;
    private final Http2Headers headers;
    private final Consumer<List<Answer>> answers;
    private List<Answer> came = new ArrayList<>();

    Flight(EventLoop loop, Meaning meaning, Http2Headers headers, Consumer<List<Answer>> answers) {
        this.loop = loop;
        this.meaning = meaning;
        this.headers = headers;
        this.answers = answers;
    }

    Call call(Recipient recipient, Template template) {
        return new MessageCall(recipient, template);
    }

    private void came(Recipient recipient, Outcome outcome) {
        if (came.isEmpty()) {
            loop.execute(this::tell);
        }
        came.add(new Answer(recipient, outcome));
    }

    private void tell() {
        var told = came;
        came = new ArrayList<>();
        answers.accept(told);
    }

    private final class MessageCall extends Call {
        private final Recipient recipient;
        private final Template template;

        MessageCall(Recipient recipient, Template template) {
            this.recipient = recipient;
            this.template = template;
        }

        @Override
        Http2Headers headers() {
            return headers;
        }

        @Override
        ByteBuf body(ByteBufAllocator memory) {
            return template.with(recipient.address().value(), memory);
        }

        @Override
        void answered(HttpAnswer answer) {
            came(recipient, meaning.of(answer));
        }

        @Override
        void failed(Unanswered failure) {
            came(recipient, Meaning.of(failure));
        }
    }
}
