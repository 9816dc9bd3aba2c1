package io.newsbell.bench;

/// Something that is measured.
public interface Benchmark {
    /// As it is called on the command line.
    String name();

    void run(Report report) throws Exception;
}
