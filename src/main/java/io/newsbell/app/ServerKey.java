package io.newsbell.app;

import java.util.Set;

/// An API key that is good at this moment.
record ServerKey(App app, String name, Set<Scope> scopes) {}
