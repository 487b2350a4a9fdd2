package io.bureau.desktops.desktop;

/** What came of asking a desktop to change. A refusal is an outcome, not an exception. */
sealed interface Transition {

    record To(Lifecycle next) implements Transition {}

    /** It is as asked for already, or on its way there. */
    record Unchanged() implements Transition {}

    /** Its present status stands in the way. */
    record Refused(String why) implements Transition {}
}
