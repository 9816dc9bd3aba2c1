package io.newsbell.fcm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Headers;
import io.newsbell.device.Recipient;
import io.newsbell.http2.Call;
import io.newsbell.http2.Gathered;
import io.newsbell.http2.HttpAnswer;
import io.newsbell.http2.Unanswered;
import io.newsbell.push.Answer;
import java.util.List;
import java.util.function.Consumer;

/// Messages that were handed over together.
final class Flight {
    private final Meaning meaning;
    private final Http2Headers headers;
    private final Gathered<Answer> answers;

    Flight(EventLoop loop, Meaning meaning, Http2Headers headers, Consumer<List<Answer>> answers) {
        this.meaning = meaning;
        this.headers = headers;
        this.answers = new Gathered<>(loop, answers);
    }

    Call call(Recipient recipient, Template template) {
        return new MessageCall(recipient, template);
    }

    private final class MessageCall extends Call {
        private final Recipient recipient;
        private final Template template;

        MessageCall(Recipient recipient, Template template) {
            this.recipient = recipient;
            this.template = template;
        }

        @Override
        protected Http2Headers headers() {
            return headers;
        }

        @Override
        protected ByteBuf body(ByteBufAllocator memory) {
            return template.with(recipient.address().value(), memory);
        }

        @Override
        protected void answered(HttpAnswer answer) {
            answers.add(new Answer(recipient, meaning.of(answer)));
        }

        @Override
        protected void failed(Unanswered failure) {
            answers.add(new Answer(recipient, Meaning.of(failure)));
        }
    }
}
