package io.newsbell.fcm;

import jakarta.inject.Singleton;
import java.util.Optional;

/// Where an app's pushes go, for pages that people look at: no key, no address.
@Singleton
public class Destination {
    private final FcmConfig config;
    private final Projects projects;

    Destination(FcmConfig config, Projects projects) {
        this.config = config;
        this.projects = projects;
    }

    /// Whether they go to Newsbell's own stand-in, and ring no phone.
    public boolean isSandbox() {
        return config.credentials().isEmpty();
    }

    /// The name of the Firebase project; empty if the app's credentials cannot be used: the log says why
    /// when something is sent.
    public Optional<String> project(long appId) {
        try {
            return Optional.of(projects.of(appId).id());
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /// What counts what is sent with that project. See [io.newsbell.push.PushChannel.Push#quota].
    public static String quota(String project) {
        return "fcm:" + project;
    }
}
