package io.bureau.desktops.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.testkit.Principals;
import io.bureau.testkit.SettableClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunningTest {

    private final ExecConfig config = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withDefaultValues(Map.of("bureau.desktops.exec.at-once", "2"))
            .withMapping(ExecConfig.class)
            .build()
            .getConfigMapping(ExecConfig.class);
    private final AtomicLong seen = new AtomicLong();
    private final SettableClock clock = new SettableClock();
    private final List<String> touched = new ArrayList<>();
    private final Running running = new Running(config, seen::get, touched::add, clock);
    private final Principal key = Principals.key("desktop:control");

    @Test
    void oneMoreThanMayRunOnADesktopIsRefusedUntilOneHasEnded() {
        var first = execution("dsk_1", key);
        running.add(first);
        running.add(execution("dsk_1", key));
        running.add(execution("dsk_2", key));

        var refusal = assertThrows(ApiException.class, () -> running.add(execution("dsk_1", key)));
        assertEquals(429, refusal.status());

        running.remove(first);
        running.remove(first);
        running.add(execution("dsk_1", key));
        assertThrows(ApiException.class, () -> running.add(execution("dsk_1", key)));
    }

    @Test
    void aDesktopIsInUseForAsLongAsACommandRunsOnIt() {
        var first = execution("dsk_1", key);
        var second = execution("dsk_1", key);
        running.add(first);
        running.add(second);
        running.remove(first);
        running.look();
        running.remove(second);
        running.look();

        assertEquals(List.of("dsk_1"), touched);
    }

    @Test
    void whatRunsEndsWhenItsKeyExpires() {
        var end = Instant.now().plusSeconds(60);
        var ending = execution("dsk_1", endingAt(end));
        var later = execution("dsk_1", endingAt(end.plusSeconds(1)));
        var never = execution("dsk_2", key);
        List.of(ending, later, never).forEach(running::add);

        clock.set(end);
        running.look();

        assertEquals(401, outcome(ending).status());
        assertTrue(goesOn(later));
        assertTrue(goesOn(never));
    }

    @Test
    void whatHadNotStartedWhenItsCredentialWasRevokedDoesNotStart() {
        var execution = execution("dsk_1", key);
        running.add(execution);

        hear(Revocation.ofKey(key.credential().id()));

        assertEquals(401, outcome(execution).status());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SESSION")
    void aRevocationBetweenTheLookAtTheCredentialAndTheStartCounts(Revocation.Subject subject) {
        var execution = execution("dsk_1", key);
        hear(of(subject));

        running.add(execution);

        assertEquals(401, outcome(execution).status());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SESSION")
    void aRevocationBeforeTheLookAtTheCredentialDoesNotCount(Revocation.Subject subject) {
        hear(of(subject));
        var execution = execution("dsk_1", key);

        running.add(execution);

        assertTrue(goesOn(execution));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SESSION")
    void aRevocationEndsOnlyWhatItWasLookedUpBefore(Revocation.Subject subject) {
        var before = execution("dsk_1", key);
        running.add(before);
        seen.incrementAndGet();
        var meanwhile = execution("dsk_1", key);
        running.add(meanwhile);

        running.onRevocation(of(subject));

        assertEquals(401, outcome(before).status());
        assertTrue(goesOn(meanwhile));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SESSION")
    void whatIsOnlyRefreshedGoesOn(Revocation.Subject subject) {
        var running = execution("dsk_1", key);
        this.running.add(running);
        var starting = execution("dsk_1", key);

        hear(of(subject).refreshing());

        this.running.add(starting);
        assertTrue(goesOn(running));
        assertTrue(goesOn(starting));
    }

    @Test
    void theEndOfAMembershipIsThatOfNobodyElse() {
        var elsewhere = execution("dsk_1", key);
        running.add(elsewhere);

        hear(Revocation.ofMember(Ids.next("org"), key.user()));
        hear(Revocation.ofMember(key.organisation().id(), Ids.next("usr")));

        assertTrue(goesOn(elsewhere));
    }

    @Test
    void whatWasLookedUpBeforeAGapDoesNotStart() {
        var execution = execution("dsk_1", key);
        seen.incrementAndGet();
        running.onGap();

        running.add(execution);

        assertEquals(503, outcome(execution).status());
    }

    @Test
    void aRevocationThatMayHaveBeenMissedEndsEverything() {
        var execution = execution("dsk_1", key);
        running.add(execution);

        seen.incrementAndGet();
        running.onGap();

        assertEquals(503, outcome(execution).status());
    }

    private Principal endingAt(Instant end) {
        var credential = new Principal.Credential(Principal.Kind.KEY, Ids.next("key"), "ending", end);
        return new Principal(credential, key.organisation(), key.user(), key.role(), key.capabilities(), key.limit());
    }

    private void hear(Revocation revocation) {
        seen.incrementAndGet();
        running.onRevocation(revocation);
    }

    private Revocation of(Revocation.Subject subject) {
        return switch (subject) {
            case KEY -> Revocation.ofKey(key.credential().id());
            case SESSION -> throw new IllegalArgumentException("a key is no session");
            case USER -> Revocation.ofUser(key.user());
            case ORGANISATION -> Revocation.ofOrganisation(key.organisation().id());
            case MEMBER -> Revocation.ofMember(key.organisation().id(), key.user());
        };
    }

    /** Whether it was not cut off: then only does it look for its desktop, of which there is none. */
    private static boolean goesOn(Execution execution) {
        assertThrows(
                NullPointerException.class, () -> execution.run(null).await().indefinitely());
        return true;
    }

    /** What becomes of one that was cut off; it never looks for a desktop. */
    private static ApiException outcome(Execution execution) {
        return assertThrows(
                ApiException.class, () -> execution.run(null).await().indefinitely());
    }

    private Execution execution(String desktop, Principal principal) {
        var program = Program.of(List.of("true"), null, null, null, null);
        return new Execution(desktop, program, principal, seen.get(), null, config, () -> {});
    }
}
