package io.bureau.desktops.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.desktop.Intent;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.testkit.Principals;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final AtomicLong seen = new AtomicLong();
    private final Turns turns = new Turns(2, seen::get);
    private final Principal owner = Principals.owner();
    private final Turn.Place place = new Turn.Place(owner.organisation().id(), "dsk_1");

    @Test
    void oneComesWhenTheOneBeforeHasEnded() {
        var first = turns.take(place, owner, 0, Intent.INPUT);
        var second = turns.take(place, owner, 0, Intent.INPUT);
        come(first).awaitItem();
        var waiting = come(second);
        waiting.assertNotTerminated();

        turns.giveBack(first);

        waiting.awaitItem();
    }

    @Test
    void differentDesktopsAndStrangersDoNotWait() {
        turns.take(place, owner, 0, Intent.INPUT);

        come(turns.take(new Turn.Place(place.organisation(), "dsk_2"), owner, 0, Intent.INPUT))
                .awaitItem();
        come(turns.take(new Turn.Place("org_other", "dsk_1"), owner, 0, Intent.INPUT))
                .awaitItem();
    }

    @Test
    void whoGivesUpWhileWaitingDoesNotLetOthersPassTheFirst() {
        var first = turns.take(place, owner, 0, Intent.INPUT);
        var second = turns.take(place, owner, 0, Intent.INPUT);
        var third = come(turns.take(place, owner, 0, Intent.INPUT));

        turns.giveBack(second);
        third.assertNotTerminated();

        turns.giveBack(first);
        third.awaitItem();
    }

    @Test
    void workThatNobodyWaitsForAnyMoreStillHasItsTurnUntilItEnds() {
        var goOn = new CountDownLatch(1);
        var first = turns.take(place, owner, 0, Intent.INPUT);
        first.run(() -> {
                    goOn.await();
                    return "done";
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        var second = come(turns.take(place, owner, 0, Intent.INPUT));

        turns.giveBack(first);
        second.assertNotTerminated();

        goOn.countDown();
        second.awaitItem();
    }

    @Test
    void moreThanMayWaitAreRefusedUntilSomeHaveEnded() {
        var first = turns.take(place, owner, 0, Intent.INPUT);
        turns.take(place, owner, 0, Intent.INPUT);
        turns.take(place, owner, 0, Intent.INPUT);
        assertEquals(
                429,
                assertThrows(ApiException.class, () -> turns.take(place, owner, 0, Intent.INPUT))
                        .status());

        turns.giveBack(first);

        turns.take(place, owner, 0, Intent.INPUT);
    }

    @Test
    void s38_aRevocationEndsWhatWaitsAndWhatIsUnderWay() {
        var first = turns.take(place, owner, 0, Intent.INPUT);
        var under = first.run(() -> {
                    new CountDownLatch(1).await();
                    return "never";
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        var waiting = come(turns.take(place, owner, 0, Intent.INPUT));

        seen.set(1);
        turns.onRevocation(Revocation.ofOrganisation(owner.organisation().id()));

        assertEquals(401, failure(under));
        assertEquals(401, failure(waiting));
        assertEquals(401, assertThrows(ApiException.class, first::check).status());
    }

    @Test
    void s20_oneWhoWasLookedUpBeforeARevocationAndComesAfterItIsRefused() {
        seen.set(1);
        turns.onRevocation(Revocation.ofOrganisation(owner.organisation().id()));

        assertEquals(401, failure(come(turns.take(place, owner, 0, Intent.INPUT))));
        var later = turns.take(new Turn.Place(place.organisation(), "dsk_2"), owner, 1, Intent.INPUT);
        come(later).awaitItem();
    }

    @Test
    void whereRevocationsMayHaveBeenMissedNothingGoesOn() {
        var turn = turns.take(place, owner, 0, Intent.INPUT);

        seen.set(1);
        turns.onGap();

        assertEquals(503, failure(come(turn)));
    }

    @Test
    void whoWaitsForALostScreenIsToldAtOnceAndWhoComesLaterTries() {
        var first = turns.take(place, owner, 0, Intent.INPUT);
        var waiting = turns.take(place, owner, 0, Intent.INPUT);
        assertFalse(first.isWaiting());
        assertTrue(waiting.isWaiting());

        turns.lost(place, ApiException.dependencyUnavailable("lost"));

        assertEquals(503, failure(come(waiting)));
        turns.giveBack(first);
        turns.giveBack(waiting);
        come(turns.take(place, owner, 0, Intent.INPUT)).awaitItem();
    }

    private static UniAssertSubscriber<Void> come(Turn turn) {
        return turn.come().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static int failure(UniAssertSubscriber<?> subscriber) {
        return ((ApiException) subscriber.awaitFailure().getFailure()).status();
    }
}
