package io.newsbell.subscription;

import io.newsbell.device.Device;
import io.newsbell.device.FollowList;
import jakarta.inject.Singleton;
import java.util.List;

/// Gives the answer to a registration its list.
@Singleton
class ReaderFollows implements FollowList {
    private final Subscriptions subscriptions;

    ReaderFollows(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public List<? extends Item> of(Device device) {
        return subscriptions.of(device);
    }
}
