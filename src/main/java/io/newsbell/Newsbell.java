package io.newsbell;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public class Newsbell {
    private Newsbell() {}

    public static void main(String[] args) {
        Quarkus.run(args);
    }
}
