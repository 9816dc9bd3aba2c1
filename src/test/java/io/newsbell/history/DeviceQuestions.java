package io.newsbell.history;

import java.util.List;
import java.util.SplittableRandom;
import org.jdbi.v3.core.Jdbi;

/// Asks for benchmarks what became of devices.
public final class DeviceQuestions {
    private DeviceQuestions() {}

    /// Microseconds for what became of one device.
    public static double ask(Jdbi jdbi, SplittableRandom random, int questions, int devices) {
        var history = new HistorySql(jdbi);
        var found = 0;
        var began = System.nanoTime();
        for (int question = 0; question < questions; question++) {
            found += history.find(List.of(1L), random.nextInt(devices)).size();
        }
        if (found == 0) {
            throw new IllegalStateException("Nobody was found");
        }
        return (System.nanoTime() - began) / 1e3 / questions;
    }
}
