package io.newsbell.demo;

import io.newsbell.people.OpenDoor;
import io.newsbell.people.People;
import io.newsbell.people.Role;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Lets visitors of the demo into the newsroom as Anna, who writes, or as Ben, who approves. Shut where
/// messages can reach real phones.
@Singleton
class DemoDoor implements OpenDoor {
    private static final int AFTER_THE_APP_EXISTS = 160;
    private static final String ANNA = "anna@newsbell.example";
    private static final String BEN = "ben@newsbell.example";

    private final DemoApp demo;
    private final People people;

    DemoDoor(DemoApp demo, People people) {
        this.demo = demo;
        this.people = people;
    }

    @Transactional
    void furnish(@Observes @Priority(AFTER_THE_APP_EXISTS) StartupEvent event) {
        if (demo.isPlayable()) {
            settle(ANNA, "Anna Lindqvist", EnumSet.of(Role.AUTHOR, Role.BREAKING, Role.OPS, Role.ADMIN));
            settle(BEN, "Ben Okafor", EnumSet.of(Role.AUTHOR, Role.APPROVER, Role.BREAKING));
        }
    }

    @Override
    public List<String> emails() {
        return demo.isPlayable() ? List.of(ANNA, BEN) : List.of();
    }

    private void settle(String email, String name, Set<Role> roles) {
        var person = people.guest(email, name);
        people.setRoles(person.id(), demo.app().id(), roles);
    }
}
