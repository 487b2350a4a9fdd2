package io.bureau.desktops.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bureau.kit.error.ApiException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCombinationTest {

    @ParameterizedTest
    @CsvSource({
        "Return, ff0d",
        "rEtUrN, ff0d",
        "Enter, ff0d",
        "KP_Enter, ff8d",
        "PgDn, ff56",
        "f12, ffc9",
        "F24, ffd5",
        "space, 20",
        "A, 41",
        "a, 61",
        "+, 2b",
        "plus, 2b",
        "EuroSign, 10020ac",
        "u20ac, 10020ac",
        "é, e9",
        "漢, 1006f22",
        "ctrl+a, ffe3 61",
        "CTRL+A, ffe3 61",
        "ctrl + a, ffe3 61",
        "ctrl++, ffe3 2b",
        "shift+a, ffe1 41",
        "shift+1, ffe1 21",
        "shift+/, ffe1 3f",
        "ctrl+shift+Tab, ffe3 ffe1 ff09",
        "Super_L, ffeb",
        "cmd+Left, ffeb ff51"
    })
    void isMadeOfKeys(String text, String keysyms) {
        var expected = Arrays.stream(keysyms.split(" "))
                .map(number -> Integer.parseInt(number, 16))
                .toList();
        assertEquals(expected, KeyCombination.parse(text).keysyms());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "++", "ctrl+", "+a", "ctrl+++", "Nonsense", "U110000", "UD800", "U0007", "a+b+c+d+e+f+g+h+i"
            })
    void isRefusedIfOneOfThemIsNone(String text) {
        assertEquals(
                400,
                assertThrows(ApiException.class, () -> KeyCombination.parse(text))
                        .status());
    }

    @Test
    void isRefusedIfThereIsNone() {
        assertEquals(
                400,
                assertThrows(ApiException.class, () -> KeyCombination.parse(null))
                        .status());
    }
}
