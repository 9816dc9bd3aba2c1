package io.newsbell.device;

import io.newsbell.app.Apps;
import io.newsbell.app.UserTokens;
import io.newsbell.problem.Problem;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a phone says of its user is believed only with the publisher's signature. Checked outside of transactions: the
/// publisher's keys may have to be fetched.
@Singleton
class SignIn {
    private final Apps apps;
    private final UserTokens tokens;
    private final Users users;

    SignIn(Apps apps, UserTokens tokens, Users users) {
        this.apps = apps;
        this.tokens = tokens;
        this.users = users;
    }

    /// The user's id, if one was given and proved.
    Optional<String> proved(long appId, @Nullable String userId, @Nullable String userToken) {
        if (userId == null && userToken == null) {
            return Optional.empty();
        }
        if (userId == null) {
            throw Problem.invalid("/userId", "Give the userId that the userToken proves.");
        }
        if (userToken == null) {
            throw Problem.invalid(
                    "/userToken",
                    "Prove the userId with a token of the publisher, or let the publisher's server attach it.");
        }
        tokens.verify(apps.byId(appId), userId, userToken);
        return Optional.of(userId);
    }

    void join(UUID device, long appId, String userId) {
        Meeting.resolve(() -> {
            users.join(device, appId, userId);
            return true;
        });
    }

    void leave(UUID device, long appId) {
        users.leave(device, appId);
    }
}
