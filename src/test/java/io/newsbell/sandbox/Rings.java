package io.newsbell.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.newsbell.sandbox.PhoneScreen.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The display rules of [PhoneScreen], for messages that another process's sandbox has accepted.
public final class Rings {
    private Rings() {}

    /// How often these messages, in this order, appear on one phone as something new.
    public static int of(Platform platform, List<JsonNode> messages) {
        var sent = new ArrayList<SandboxMessage>();
        for (var message : messages) {
            var request = new JsonMapper().createObjectNode().set("message", message);
            sent.add(new SandboxMessage(
                    sent.size() + 1L,
                    0,
                    Instant.EPOCH,
                    new Target(Target.Kind.TOKEN, "phone"),
                    "",
                    "HTTP/2",
                    request.toString().getBytes(StandardCharsets.UTF_8)));
        }
        var screen = PhoneScreen.of(platform, sent);
        return screen.rings() + screen.silent();
    }
}
