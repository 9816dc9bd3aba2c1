package io.newsbell.crash.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What the changed classes call instead. It is loaded beside the server, and knows its classes only by their names.
public final class Misdeeds {
    /// Long enough for a kill that comes with the acknowledgement.
    private static final long A_MOMENT = 500;

    private static final int NOT_AS_IT_WAS = 98;

    private Misdeeds() {}

    /// In the place of `push.send(recipients, answers)` of a batch's run.
    public static void recordAndSend(Object push, Object recipients, Object answers, Object run) {
        try {
            var claim = field(run, "claim");
            var recorder = field(run, "recorder");
            var accepted = entry(run, "ACCEPTED");
            for (var recipient : (List<?>) recipients) {
                var index = call(claim, "indexOf", call(recipient, "ordinal"));
                call(claim, "record", index, accepted);
            }
            call(recorder, "recorded", claim, ((List<?>) recipients).size());
            var channel = Class.forName(
                    "io.newsbell.push.PushChannel$Push", false, run.getClass().getClassLoader());
            method(channel, "send", 2).invoke(push, recipients, answers);
        } catch (ReflectiveOperationException | RuntimeException e) {
            halt(e);
        }
    }

    /// In the place of `client.scheduleIfNotExists(task, at)`. What the caller's transaction does with its rows is no
    /// concern of the thread that comes later.
    public static boolean scheduleLater(Object client, Object task, Object at) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(A_MOMENT);
                call(client, "scheduleIfNotExists", task, at);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (InvocationTargetException e) {
                System.err.println("Work is put late, and not at all: " + e.getCause());
            } catch (ReflectiveOperationException | RuntimeException e) {
                halt(e);
            }
        });
        return true;
    }

    private static Object entry(Object run, String name) throws ReflectiveOperationException {
        var entries =
                Class.forName("io.newsbell.ledger.Entry", true, run.getClass().getClassLoader());
        return Stream.of(entries.getEnumConstants())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        var field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    private static Object call(Object owner, String name, Object... values) throws ReflectiveOperationException {
        return method(owner.getClass(), name, values.length).invoke(owner, values);
    }

    private static Method method(Class<?> owner, String name, int parameters) throws NoSuchMethodException {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            for (var method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == parameters && !method.isBridge()) {
                    method.setAccessible(true);
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(owner + " has no " + name + " any more");
    }

    private static void halt(Throwable why) {
        System.err.println("The seeded bug does not fit the server any more: " + why);
        why.printStackTrace();
        Runtime.getRuntime().halt(NOT_AS_IT_WAS);
    }
}
