package io.bureau.desktops.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bureau.kit.error.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {

    @Test
    void itIsReadInOneWay() {
        assertEquals(
                new TargetUrl(true, "hooks.example.org", 443, "/in?key=a%20b"),
                TargetUrl.parse("HTTPS://Hooks.Example.org/in?key=a%20b"));
        assertEquals(new TargetUrl(true, "198.51.100.7", 8443, "/"), TargetUrl.parse("https://198.51.100.7:8443"));
        assertEquals(new TargetUrl(true, "[2001:db8::1]", 443, "/x"), TargetUrl.parse("https://[2001:db8::1]/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "//example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https:",
                "https://",
                "https:///x",
                "https://user@example.org/",
                "https://user:secret@example.org/",
                "https://example.org/#there",
                "https://example.org:0/",
                "https://example.org:65536/",
                "https://exa mple.org/",
                "https://example.org/a b",
                "https://example.org\\@127.0.0.1/",
                "https://example.org./",
                "https://.example.org/",
                "https://ex\u00e4mple.org/",
                "https://1\u30022\u30023\u30024/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://127.0.0.1.",
                "https://127.0.0.01/",
                "https://127.0.0.256/",
                "https://127.0.0.1.5/",
                "https://example.0x7f/",
                "https://1.2.3.0x/",
                "https://[fe80::1%25eth0]/",
                "https://[::1/",
                "https://example.org/\r\nX: y"
            })
    void whatCouldBeReadOtherwiseIsRefused(String url) {
        assertEquals(
                400,
                assertThrows(ApiException.class, () -> TargetUrl.parse(url)).status());
    }

    @Test
    void itHasAnEnd() {
        var url = "https://example.org/";

        assertEquals(2048, (url + "x".repeat(2048 - url.length())).length());
        TargetUrl.parse(url + "x".repeat(2048 - url.length()));
        assertThrows(ApiException.class, () -> TargetUrl.parse(url + "x".repeat(2049 - url.length())));
    }
}
