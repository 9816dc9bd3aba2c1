package io.newsbell.aftermath;

import java.util.Optional;

/// What an alert's first hour brought.
///
/// @param told      phones whose push the service had taken, of the waves of that hour
/// @param received  devices for which the reports that came within it stand, and so on
/// @param reactions times that readers turned away
record FirstHour(long told, long received, long opened, long reactions, Optional<Double> secondsToGoal) {}
