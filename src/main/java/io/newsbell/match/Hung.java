package io.newsbell.match;

import java.util.Arrays;

/// Rules that hang on the same key. One thread changes it, any may read it at the same time.
final class Hung {
    private volatile int[][] programs;
    private volatile int size;

    Hung(int[] first, int[] second) {
        this(new int[][] {first, second}, 2);
    }

    private Hung(int[][] programs, int size) {
        this.programs = programs;
        this.size = size;
    }

    void add(int[] program) {
        var count = size;
        var now = programs;
        if (count == now.length) {
            now = Arrays.copyOf(now, count + count / 2 + 1);
            programs = now;
        }
        now[count] = program;
        // Whoever sees the size sees what it counts.
        size = count + 1;
    }

    /// What is left is another one: in this one a rule would move away from under those who read it.
    @SuppressWarnings("ReferenceEquality")
    Hung without(int[] program) {
        var left =
                Arrays.stream(programs, 0, size).filter(each -> each != program).toArray(int[][]::new);
        return new Hung(left, left.length);
    }

    int size() {
        return size;
    }

    /// Copies at most `count` into the array.
    void copy(int count, int[][] into, int from) {
        System.arraycopy(programs, 0, into, from, count);
    }
}
