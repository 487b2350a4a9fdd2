package io.bureau.identity.account;

/** A user as others see him in one of his organisations. */
public record Profile(User user, Organisation organisation) {

    public record User(String id, String email, String name, String avatarUrl) {}

    /** @param role the user's role in it */
    public record Organisation(String id, String uuid, String name, String role) {}
}
