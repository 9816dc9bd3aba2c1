/// Known bugs, put into a server's classes as they are loaded: nothing of them is in the product. Start at [Mutation]
/// (what is changed, and into what); [BugAgent] is what `-javaagent` starts, [Misdeeds] what a changed class calls.
/// These classes are all that is in the agent's jar, so they use nothing but Java.
@NullMarked
package io.newsbell.crash.agent;

import org.jspecify.annotations.NullMarked;
