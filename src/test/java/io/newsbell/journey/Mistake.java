package io.newsbell.journey;

import java.util.function.Consumer;

/// What an editor does wrong.
///
/// @param catcher what must stop it
/// @param happens does it, and fails if it is not caught
record Mistake(String name, String catcher, Consumer<DeskScene> happens) {
    @Override
    public String toString() {
        return name;
    }
}
