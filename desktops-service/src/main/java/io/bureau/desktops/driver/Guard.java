package io.bureau.desktops.driver;

/**
 * One thing that keeps a desktop from others and from its machine, and whether it is in force.
 *
 * @param detail what that was concluded from, for people to read
 */
public record Guard(String name, Enforced enforced, String detail) {

    /** Whether something is in force, as far as can be told. */
    public enum Enforced {
        YES,
        NO,
        UNKNOWN;

        public static Enforced of(boolean enforced) {
            return enforced ? YES : NO;
        }
    }
}
