package io.bureau.identity.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnToTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/settings",
                "/settings?tab=apiKeys",
                "/desktops/dsk_1#screen",
                "/x?next=%2Fy",
                "/x?next=//y;z",
                "/a.b/c-d_e~f",
                "/%C3%A9"
            })
    void aPathOfOursStays(String path) {
        assertEquals(path, ReturnTo.sanitise(path));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " /",
                "settings",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/a\\b",
                "@evil.example",
                ".evil.example",
                "https://evil.example/",
                "https:evil.example",
                "javascript:alert(1)",
                "/%2F%2Fevil.example",
                "/%2fevil.example",
                "/%5Cevil.example",
                "/..;/evil",
                "/a;b",
                "/a%3bb",
                "/./a",
                "/a/..",
                "/%2e%2e/a",
                "/.//evil.example",
                "/a\r\nSet-Cookie: x",
                "/a%0d%0aSet-Cookie:x",
                "/a?b\nc",
                "/\tevil",
                "/é",
                "/a\u0000",
                "/signin",
                "/signin?returnTo=/signin",
                "/auth/google"
            })
    void anythingElseIsTheFirstPage(String path) {
        assertEquals("/", ReturnTo.sanitise(path));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1025})
    void aPathHoldsUpTo1024Characters(int length) {
        var path = "/" + "a".repeat(length - 1);

        assertEquals(length == 1024 ? path : "/", ReturnTo.sanitise(path));
    }
}
