package io.newsbell.crash.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/// Plants the bug that is named after `-javaagent:JAR=`. A class that has not what was to be changed ends the server: a
/// bug that is not there would be one that nobody has to find.
public final class BugAgent {
    /// What the server's log says once the class is loaded.
    public static final String PLANTED = "The seeded bug is planted: ";

    private static final int NOT_PLANTED = 99;

    private BugAgent() {}

    public static void premain(String mutation, Instrumentation instrumentation) {
        instrumentation.addTransformer(new Planter(Mutation.valueOf(mutation)));
    }

    private record Planter(Mutation mutation) implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> before,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (loader == null || !mutation.owner().equals(name)) {
                return null;
            }
            try {
                var api = ClassFile.of(ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)
                        .orElse(ClassHierarchyResolver.defaultResolver())));
                var changed = mutation.apply(api, bytes);
                System.out.println(PLANTED + mutation);
                return changed;
            } catch (RuntimeException | Error e) {
                System.err.println("The seeded bug " + mutation + " cannot be planted in " + name + ": " + e);
                e.printStackTrace();
                Runtime.getRuntime().halt(NOT_PLANTED);
                throw e;
            }
        }
    }
}
