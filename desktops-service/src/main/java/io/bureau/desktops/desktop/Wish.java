package io.bureau.desktops.desktop;

/** What its owner wants a desktop to come to. */
enum Wish {
    RUNNING,
    STOPPED,
    DESTROYED
}
