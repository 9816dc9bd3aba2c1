package io.newsbell.bench;

import io.newsbell.process.Crowd;
import io.newsbell.process.Processes;
import java.sql.SQLException;

/// How many phones a benchmark of fan-outs has, and how many follow what.
///
/// @param all `-Ddevices=`: a million if it is left out
record Sizes(int all) {
    /// Everybody.
    static final String ALL = "metropolis";

    /// Three of ten: half a minute at Google's default quota, of a million.
    static final String MANY = "county";

    /// One of ten.
    static final String SOME = "district";

    private static final int MILLION = 1_000_000;
    private static final int TEN = 10;

    static Sizes asked() {
        return new Sizes(Integer.getInteger("devices", MILLION));
    }

    int many() {
        return all / TEN * 3;
    }

    int some() {
        return all / TEN;
    }

    /// Puts them into the database of a server that runs now. It must be started again, to build its index of them.
    void register(Processes processes, int topicsOfSome) throws SQLException {
        var publisher = processes.newsbell().publisher();
        try (var db = processes.newsbell().connect()) {
            publisher.topic(ALL, ALL);
            Crowd.followByTheMillion(db, ALL, all);
            publisher.topic(MANY, MANY);
            Crowd.followAlso(db, MANY, ALL, many());
            for (int n = 1; n <= topicsOfSome; n++) {
                publisher.topic(some(n), some(n));
                Crowd.followAlso(db, some(n), ALL, some());
            }
            try (var statement = db.createStatement()) {
                statement.execute("VACUUM (ANALYZE)");
            }
        }
    }

    /// One of the topics that one of ten follows: the same phones for each.
    static String some(int number) {
        return SOME + "-" + number;
    }
}
