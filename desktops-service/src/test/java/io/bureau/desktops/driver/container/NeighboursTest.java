package io.bureau.desktops.driver.container;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can be reached from inside a desktop. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class NeighboursTest {

    private static final int SSH = 2222;

    private final Principal owner = Principals.owner();

    @Test
    void s41_neitherOtherDesktopsNorThisMachineNorMetadataCanBeReached() throws IOException {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        assumeTrue(Firewall.raise(), "root and iptables");
        Bureau.reset();
        var one = create(owner, "{\"name\":\"one\",\"tier\":\"free\"}");
        var other = create(owner, "{\"name\":\"other\",\"tier\":\"free\"}");
        await(owner, one, "running");
        var othersAddress = await(owner, other, "running").getString("ipAddress");

        assertEquals(0, connect(one, "127.0.0.1", SSH), "its own SSH server, to see that the attempt is sound");
        assertNotEquals(0, connect(one, othersAddress, SSH), "another desktop");
        assertNotEquals(0, connect(one, "169.254.169.254", 80), "what clouds tell their machines");
        try (var loopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var everywhere = new ServerSocket(0)) {
            assertNotEquals(0, connect(one, "127.0.0.1", loopback.getLocalPort()), "our loopback");
            assertNotEquals(0, connect(one, gateway(one), loopback.getLocalPort()), "our loopback, by the bridge");
            assertNotEquals(0, connect(one, gateway(one), everywhere.getLocalPort()), "what listens everywhere");
        }
        assertEquals(0, lookUp(one, gateway(one)), "names are still looked up");
    }

    /** The exit status of a program on the desktop that is 0 if it could connect. */
    private int connect(String desktop, String host, int port) {
        return run(desktop, "timeout 2 bash -c '</dev/tcp/%s/%d'".formatted(host, port), "exitCode");
    }

    /** The exit status of a program on the desktop that is 0 if the name server answers, whatever it does. */
    private int lookUp(String desktop, String server) {
        return run(desktop, "python3 -c \"" + """
                import socket
                asking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                asking.settimeout(5)
                header = bytes([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0])
                name = bytes([9]) + b'localhost' + bytes([0, 0, 1, 0, 1])
                asking.sendto(header + name, ('%s', 53))
                assert asking.recv(512)[:2] == header[:2]
                """.formatted(server) + "\"", "exitCode");
    }

    /** The machine that the desktop runs on, as the desktop sees it. */
    private String gateway(String desktop) {
        String address = run(desktop, "python3 -c \"" + """
                import socket, struct
                for line in open('/proc/net/route'):
                    field = line.split()
                    if field[1] == '00000000':
                        print(socket.inet_ntoa(struct.pack('<L', int(field[2], 16))))
                """ + "\"", "stdout");
        return address.strip();
    }

    private <T> T run(String desktop, String command, String answer) {
        return asSession(owner)
                .body(Map.of("command", command))
                .post("/v1/desktops/" + desktop + "/exec")
                .then()
                .statusCode(200)
                .extract()
                .path(answer);
    }
}
