package io.newsbell.crash;

import java.util.List;

enum SeededBug {
    NONE;

    String javaOption() {
        return "";
    }

    void requirePlanted(List<Node> nodes) {}
}
