package io.newsbell;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What the generated OpenAPI document says of the API as a whole.
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Newsbell",
                        version = "1",
                        description =
                                "Articles in, the right phones ring. Errors are application/problem+json (RFC 9457)"
                                        + " with a stable `code`, `retryable`, and the fields at fault in `errors`."),
        tags = {
            @Tag(name = "Articles", description = "For the newsroom's system: publish, edit, explain"),
            @Tag(name = "Topics", description = "What readers can follow: found by phone apps, kept by the newsroom"),
            @Tag(name = "Devices", description = "For phone apps: register"),
            @Tag(name = "Subscriptions", description = "For phone apps: follow and mute"),
            @Tag(name = "Preferences", description = "For phone apps: when a phone may ring, and how often it would"),
            @Tag(name = "Inbox", description = "For phone apps: what was sent or missed, and why"),
            @Tag(name = "Receipts", description = "For phone apps: tell what was received, opened, dismissed"),
            @Tag(name = "Privacy", description = "For readers, by their phone or their publisher: export and erase"),
            @Tag(name = "Alerts", description = "For the newsroom: what was sent, to whom, and why; stop it"),
            @Tag(name = "Ops", description = "For the publisher's operators: what waits for a person"),
            @Tag(
                    name = "Keys",
                    description = "For the publisher's operators: keys of servers, their scopes and rotation"),
            @Tag(
                    name = "Webhooks",
                    description =
                            "For the publisher's servers: hear what becomes of alerts, and of crowds before they come"),
            @Tag(name = "Imports and exports", description = "For the publisher's operators: devices by the million")
        })
@SecurityScheme(
        securitySchemeName = "apiKey",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "The key of the publisher's server")
@SecurityScheme(
        securitySchemeName = "deviceSecret",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "The secret from the device's first registration")
final class Api {
    private Api() {}
}
