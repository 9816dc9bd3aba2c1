package io.newsbell.device;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a device's reader follows, for the answer to a registration. Owned here, implemented by the package below that
/// knows.
public interface FollowList {
    List<? extends Item> of(Device device);

    /// One follow, as that package's own API shows it.
    @Schema(ref = "#/components/schemas/Subscription")
    interface Item {}
}
