package io.newsbell.app;

import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/// What the caller of a method must prove, read from the annotations that also write the OpenAPI document: what is
/// documented is what is enforced. A method that names several takes any one of them; with an empty
/// `@SecurityRequirementsSet` it can also be called without any.
///
/// @param alternatives on the method, or if it has none, on its class; nothing there means that anyone may call
public record Requirement(List<SecurityRequirement> alternatives, boolean optional) {
    public static final String API_KEY = "apiKey";
    public static final String DEVICE_SECRET = "deviceSecret";

    /// Every request asks three times, and an annotation is slow to read.
    private static final Map<Method, Requirement> KNOWN = new ConcurrentHashMap<>();

    public static Requirement of(ResourceInfo resource) {
        return KNOWN.computeIfAbsent(resource.getResourceMethod(), method -> read(method, resource.getResourceClass()));
    }

    private static Requirement read(Method method, Class<?> resource) {
        var onMethod = method.getAnnotationsByType(SecurityRequirement.class);
        var onClass = resource.getAnnotationsByType(SecurityRequirement.class);
        var optional = Stream.of(method.getAnnotationsByType(SecurityRequirementsSet.class))
                .anyMatch(set -> set.value().length == 0);
        return new Requirement(List.of(onMethod.length > 0 ? onMethod : onClass), optional);
    }

    public Optional<SecurityRequirement> named(String scheme) {
        return allNamed(scheme).findFirst();
    }

    /// Of several with the same name, as of several names, any one suffices.
    Stream<SecurityRequirement> allNamed(String scheme) {
        return alternatives.stream().filter(alternative -> alternative.name().equals(scheme));
    }
}
