package io.newsbell.people;

import java.util.List;

/// Where no message can reach a real phone, people may come in without a password: that is the demo.
public interface OpenDoor {
    /// The addresses of those who may; none if the door is shut. Asked with every request of theirs.
    List<String> emails();
}
