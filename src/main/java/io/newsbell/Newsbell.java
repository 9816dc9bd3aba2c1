package io.newsbell;

import io.newsbell.embedded.DefaultDatabase;
import io.newsbell.embedded.EmbeddedDatabaseException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public class Newsbell {
    Newsbell() {}

    public static void main(String[] args) {
        try {
            DefaultDatabase.startUnlessConfigured();
        } catch (EmbeddedDatabaseException e) {
            System.err.println("Newsbell did not start. " + e.getMessage());
            System.exit(1);
        }
        Quarkus.run(args);
    }
}
