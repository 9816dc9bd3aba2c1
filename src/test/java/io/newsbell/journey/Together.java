package io.newsbell.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Calls that are made at the same moment.
final class Together {
    private Together() {}

    static <T> List<T> call(int times, IntFunction<T> call) throws Exception {
        var start = new CyclicBarrier(times);
        try (var callers = Executors.newFixedThreadPool(times)) {
            var calls = new ArrayList<Future<T>>();
            for (int i = 0; i < times; i++) {
                var nth = i;
                calls.add(callers.submit(() -> {
                    start.await();
                    return call.apply(nth);
                }));
            }
            var answers = new ArrayList<T>();
            for (var one : calls) {
                answers.add(one.get());
            }
            return answers;
        }
    }
}
