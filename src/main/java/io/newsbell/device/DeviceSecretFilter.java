package io.newsbell.device;

import io.newsbell.app.Bearer;
import io.newsbell.app.Requirement;
import io.newsbell.app.Secret;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets a device in to its own things: the secret must be that of the device that the path names. A device that does
/// not exist, one of somebody else and a wrong secret are answered alike. A method whose path names no device, because
/// its body does, is only reached with something that looks like a device's secret, and must itself call
/// [Devices#authenticate].
@Singleton
class DeviceSecretFilter {
    private static final String PATH_PARAMETER = "deviceId";

    private final Devices devices;
    private final CallingDevice caller;

    DeviceSecretFilter(Devices devices, CallingDevice caller) {
        this.devices = devices;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    void authenticate(ContainerRequestContext request, ResourceInfo resource) {
        var requirement = Requirement.of(resource);
        if (requirement.named(Requirement.DEVICE_SECRET).isEmpty()) {
            return;
        }
        var authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null && requirement.optional()) {
            return;
        }
        var serverMayCall = requirement.named(Requirement.API_KEY).isPresent();
        if (serverMayCall && authorization != null && !Bearer.holds(authorization, Secret.DEVICE)) {
            return;
        }
        var id = request.getUriInfo().getPathParameters().getFirst(PATH_PARAMETER);
        if (id != null || !Bearer.holds(authorization, Secret.DEVICE)) {
            caller.is(devices.authenticate(id, authorization));
        }
    }
}
