package io.newsbell.push;

import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Recipient;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// All push services as one: each address is reached through the channel of its kind.
@Singleton
public class Channels {
    private final Map<AddressKind, PushChannel> byKind = new EnumMap<>(AddressKind.class);

    Channels(@All List<PushChannel> channels) {
        for (var channel : channels) {
            channel.kinds().forEach(kind -> byKind.put(kind, channel));
        }
    }

    /// @see PushChannel#prepare(long, PushMessage)
    public PushChannel.Push prepare(long appId, PushMessage message) {
        return prepare(channel -> channel.prepare(appId, message));
    }

    /// @see PushChannel#prepare(long, Retraction)
    public PushChannel.Push prepare(long appId, Retraction retraction) {
        return prepare(channel -> channel.prepare(appId, retraction));
    }

    private PushChannel.Push prepare(Function<PushChannel, PushChannel.Push> preparing) {
        return new Together(preparing);
    }

    /// Prepares what is needed: a message to browsers alone must not wait for Google.
    private final class Together implements PushChannel.Push {
        private final Function<PushChannel, PushChannel.Push> preparing;
        private final Map<PushChannel, PushChannel.Push> prepared = new ConcurrentHashMap<>();

        Together(Function<PushChannel, PushChannel.Push> preparing) {
            this.preparing = preparing;
        }

        private PushChannel.Push of(Address address) {
            var channel = byKind.get(address.kind());
            if (channel == null) {
                throw new IllegalStateException("No channel reaches addresses of the kind " + address.kind());
            }
            return prepared.computeIfAbsent(channel, preparing);
        }

        /// Of the channel that has the least room left.
        @Override
        public PushChannel.Size size() {
            return byKind.values().stream()
                    .map(channel -> prepared.computeIfAbsent(channel, preparing).size())
                    .min(Comparator.comparingInt(size -> size.limit() - size.used()))
                    .orElseThrow();
        }

        @Override
        public String quota(Address address) {
            return of(address).quota(address);
        }

        @Override
        public void send(List<Recipient> recipients, Consumer<List<Answer>> answers) {
            var byPush = new IdentityHashMap<PushChannel.Push, List<Recipient>>();
            for (var recipient : recipients) {
                byPush.computeIfAbsent(of(recipient.address()), _ -> new ArrayList<>())
                        .add(recipient);
            }
            byPush.forEach((push, some) -> push.send(some, answers));
        }

        @Override
        public CompletionStage<Outcome> validate(Address address) {
            return of(address).validate(address);
        }
    }
}
