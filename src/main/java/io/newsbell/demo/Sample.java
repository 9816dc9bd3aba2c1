package io.newsbell.demo;

/// An article that a visitor can publish with one press. Its text is in `demo/articles/<id>.json`, in the form that
/// `PUT /v1/articles` takes.
///
/// @param note what to expect of it
record Sample(String id, String note, String headline, String language) {}
