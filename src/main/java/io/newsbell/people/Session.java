package io.newsbell.people;

/// A browser that somebody is signed in with.
///
/// @param csrf every form of the session's pages brings it: a page of somebody else cannot know it
public record Session(Person person, String csrf) {
    @Override
    public String toString() {
        return "session of " + person.email();
    }
}
