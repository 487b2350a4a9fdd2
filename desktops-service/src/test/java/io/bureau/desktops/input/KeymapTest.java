package io.bureau.desktops.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeymapTest {

    /** Twelve keys: one that is needed, one of an odd form, one that a multimedia key would have, and nine that nobody has. */
    private static final String PLAIN = """
            xkb_keymap {
            xkb_keycodes "evdev" {
                minimum = 8;
                maximum = 255;
                <AE01> = 10;
                <LSGT> = 94;
                <MUTE> = 121;
            %s    indicator 1 = "Caps Lock";
                alias <AC12> = <BKSL>;
            };
            xkb_symbols "pc+us" {

                name[group1]="English (US)";

                key <AE01> {         [               1,          exclam ] };
                key <LSGT> {
                    type= "FOUR_LEVEL",
                    symbols[Group1]= [ less, greater, bar, brokenbar ]
                };
                key <MUTE> {         [   XF86AudioMute ] };
                modifier_map Shift { <LFSH> };
            };
            };
            """.formatted(IntStream.range(0, 9)
            .mapToObj(i -> "    <I20" + i + "> = 20" + i + ";\n")
            .collect(Collectors.joining()));

    private final Keymap keymap = Keymap.parse(PLAIN);

    @Test
    void keysThatNobodyHasAreToSpareButForAReserve() {
        assertEquals(2, keymap.room());
    }

    @Test
    void charactersAreOnThemAndAllElseIsAsItWas() {
        var text = keymap.with(List.of(0x6f22, 0x1f642));

        assertTrue(text.contains("{ [ U6F22 ] };\n"), text);
        assertTrue(text.contains("{ [ U1F642 ] };\n"), text);
        assertFalse(text.contains("XF86AudioMute"), text);
        assertTrue(text.contains("key <AE01> {         [               1,          exclam ] };"), text);
        assertTrue(text.contains("symbols[Group1]= [ less, greater, bar, brokenbar ]"), text);
        assertTrue(text.contains("modifier_map Shift { <LFSH> };"), text);
    }

    @Test
    void charactersThatX11CallsByANameMakeRoomToo() {
        var named =
                keymap.with(List.of(0xc4, 0xdf)).replace("U00C4", "Adiaeresis").replace("U00DF", "ssharp");

        assertEquals(2, Keymap.parse(named).room());
        assertFalse(Keymap.parse(named).with(List.of(0x20ac)).contains("ssharp"));
    }

    @Test
    void whatIsThereIsKnownAndMakesRoomForOthers() {
        var later = Keymap.parse(keymap.with(List.of(0x6f22, 0x1f642)));

        assertTrue(later.has(List.of(0x1f642)));
        assertFalse(later.has(List.of(0x1f642, 0x20ac)));
        assertEquals(2, later.room());
        assertFalse(later.with(List.of(0x20ac)).contains("U6F22"));
    }
}
