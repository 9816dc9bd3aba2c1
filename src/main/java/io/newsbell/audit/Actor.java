package io.newsbell.audit;

/// Who acts.
public sealed interface Actor {
    /// Newsbell by itself: a setting, a guard, a schedule.
    Actor NEWSBELL = new Newsbell();

    static Actor key(String name) {
        return new Key(name);
    }

    static Actor person(String email, String name) {
        return new Person(email, name);
    }

    /// As a person would be told of it in the reason of an alert: "Stopped by " and this.
    String words();

    /// As it is stored; the same for ever.
    String text();

    /// A server of the publisher, known by its API key.
    ///
    /// @param name of the key, not the key
    record Key(String name) implements Actor {
        @Override
        public String words() {
            return "the API key \"%s\"".formatted(name);
        }

        @Override
        public String text() {
            return "key:" + name;
        }
    }

    /// @param name to be shown; may change, the address does not
    record Person(String email, String name) implements Actor {
        @Override
        public String words() {
            return name;
        }

        @Override
        public String text() {
            return "person:" + email;
        }
    }

    record Newsbell() implements Actor {
        @Override
        public String words() {
            return "Newsbell";
        }

        @Override
        public String text() {
            return "newsbell";
        }
    }
}
