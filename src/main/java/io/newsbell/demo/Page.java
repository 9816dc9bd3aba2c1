package io.newsbell.demo;

import java.util.List;

/// What the page shows that does not change while it is open.
///
/// @param playable  whether a visitor may publish
/// @param live      where the changes come from
/// @param health    on the management port
/// @param draft     what the visitor wrote, if it could not be published
/// @param error     what is wrong with it; empty if nothing is
record Page(boolean playable, String live, String health, List<Sample> samples, Draft draft, String error) {

    record Draft(String headline, String summary, String body, String urgency) {
        static final Draft EMPTY = new Draft("", "", "", "");
    }
}
