package io.bureau.apikey.key;

/** A key as the store knows it. */
public record KeyHash(int pepperVersion, byte[] value) {}
