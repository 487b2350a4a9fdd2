package io.bureau.desktops.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {

    /** Every status with every wish it can have, and what each thing that may be asked makes of it. */
    @ParameterizedTest(name = "{0} wanting {1}: start {2}, stop {3}, restart {4}, destroy {5}")
    @CsvSource({
        "PENDING,    RUNNING,   same,            PENDING/STOPPED,  refused,          DESTROYING/DESTROYED",
        "PENDING,    STOPPED,   PENDING/RUNNING, same,             refused,          DESTROYING/DESTROYED",
        "BOOTING,    RUNNING,   same,            STOPPING/STOPPED, STOPPING/RUNNING, DESTROYING/DESTROYED",
        "RUNNING,    RUNNING,   same,            STOPPING/STOPPED, STOPPING/RUNNING, DESTROYING/DESTROYED",
        "STOPPING,   STOPPED,   STOPPING/RUNNING, same,            STOPPING/RUNNING, DESTROYING/DESTROYED",
        "STOPPING,   RUNNING,   same,            STOPPING/STOPPED, same,             DESTROYING/DESTROYED",
        "STOPPED,    STOPPED,   BOOTING/RUNNING, same,             refused,          DESTROYING/DESTROYED",
        "ERROR,      RUNNING,   BOOTING/RUNNING, STOPPING/STOPPED, STOPPING/RUNNING, DESTROYING/DESTROYED",
        "ERROR,      STOPPED,   BOOTING/RUNNING, STOPPING/STOPPED, STOPPING/RUNNING, DESTROYING/DESTROYED",
        "DESTROYING, DESTROYED, refused,         refused,          refused,          same",
        "DESTROYED,  DESTROYED, refused,         refused,          refused,          same"
    })
    void isAsked(Status status, Wish wish, String start, String stop, String restart, String destroy) {
        var life = new Lifecycle(status, wish, null);

        assertEquals(start, text(life.start()));
        assertEquals(stop, text(life.stop()));
        assertEquals(restart, text(life.restart()));
        assertEquals(destroy, text(life.destroy()));
    }

    @Test
    void goesFromPendingToRunningAndToDestroyed() {
        var life = Lifecycle.created(true).made().answering();
        assertEquals(Status.RUNNING, life.status());

        life = next(life.stop()).halted();
        assertEquals(Status.STOPPED, life.status());

        life = next(life.start()).answering();
        assertEquals(Status.RUNNING, life.status());

        life = next(life.destroy()).removed();
        assertEquals(Status.DESTROYED, life.status());
    }

    @Test
    void isMadeButNotBootedWhereNobodyWantsItToRun() {
        assertEquals(Status.STOPPED, Lifecycle.created(false).made().status());
    }

    @Test
    void aRestartComesUpAgain() {
        var running = Lifecycle.created(true).made().answering();

        assertEquals(Status.BOOTING, next(running.restart()).halted().status());
    }

    @Test
    void aStopOfWhatIsNotMadeYetIsKeptInMind() {
        var stopped = next(Lifecycle.created(true).stop());

        assertEquals(Status.STOPPED, stopped.made().status());
    }

    @Test
    void whatStoppedByItselfIsStartedAgainOnlyIfItIsToBeKeptAlive() {
        var running = Lifecycle.created(true).made().answering();

        assertEquals(Status.BOOTING, running.silent().status());
        assertEquals(Status.BOOTING, running.lost(true).status());
        assertEquals(new Lifecycle(Status.STOPPED, Wish.STOPPED, "The desktop stopped by itself"), running.lost(false));
    }

    @Test
    void whatIsAdoptedIsAskedAgainAndStartedIfItHasEnded() {
        var adopted = Lifecycle.created(true).made().answering().adopted();

        assertEquals(new Lifecycle(Status.BOOTING, Wish.RUNNING, null), adopted);
        assertEquals(adopted, adopted.lateAdoption());
        assertEquals(Status.RUNNING, adopted.answering().status());
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "BOOTING", "RUNNING", "STOPPED", "ERROR"})
    void whatIsDiscardedIsDestroyedWhateverItWas(Status status) {
        var discarded = new Lifecycle(status, Wish.RUNNING, "before").discarded("why");

        assertEquals(new Lifecycle(Status.DESTROYING, Wish.DESTROYED, "why"), discarded);
    }

    @Test
    void aFailureSaysWhyAndAsksForNothing() {
        var failed = Lifecycle.created(true).failed("No such image");

        assertEquals(new Lifecycle(Status.ERROR, Wish.RUNNING, "No such image"), failed);
        assertEquals(null, next(failed.start()).reason());
    }

    @Test
    void whatIsToBeDestroyedNeverGivesUp() {
        var destroying = next(Lifecycle.created(true).destroy()).failed("busy");

        assertEquals(Status.DESTROYING, destroying.status());
        assertEquals("busy", destroying.reason());
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void nothingHappensOutOfOrder(Status status) {
        var life = new Lifecycle(status, Wish.RUNNING, null);

        if (status != Status.PENDING) {
            assertThrows(IllegalStateException.class, life::made);
        }
        if (status != Status.BOOTING) {
            assertThrows(IllegalStateException.class, life::answering);
            assertThrows(IllegalStateException.class, life::lateAdoption);
        }
        if (status != Status.STOPPING) {
            assertThrows(IllegalStateException.class, life::halted);
        }
        if (status != Status.DESTROYING) {
            assertThrows(IllegalStateException.class, life::removed);
        }
        if (status != Status.RUNNING) {
            assertThrows(IllegalStateException.class, life::silent);
            assertThrows(IllegalStateException.class, life::adopted);
            assertThrows(IllegalStateException.class, () -> life.lost(true));
        }
    }

    private static Lifecycle next(Transition transition) {
        return assertInstanceOf(Transition.To.class, transition).next();
    }

    private static String text(Transition transition) {
        return switch (transition) {
            case Transition.To(var next) -> next.status() + "/" + next.wish();
            case Transition.Unchanged _ -> "same";
            case Transition.Refused _ -> "refused";
        };
    }
}
