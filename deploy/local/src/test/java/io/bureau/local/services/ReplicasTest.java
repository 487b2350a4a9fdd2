package io.bureau.local.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicasTest {

    private final Replica first = replica(Service.DESKTOPS, 1);
    private final Replica second = replica(Service.DESKTOPS, 2);
    private final Replica third = replica(Service.DESKTOPS, 3);
    private final Replica other = replica(Service.IDENTITY, 1);
    private final Replicas replicas = new Replicas(List.of(first, second, third, other));

    @Test
    void eachIsTheFirstInTurnWhateverOtherServicesAreAskedMeanwhile() {
        assertEquals(List.of(first, second, third), replicas.inTurn(Service.DESKTOPS));
        assertEquals(List.of(other), replicas.inTurn(Service.IDENTITY));
        assertEquals(List.of(second, third, first), replicas.inTurn(Service.DESKTOPS));
        assertEquals(List.of(third, first, second), replicas.inTurn(Service.DESKTOPS));
        assertEquals(List.of(first, second, third), replicas.inTurn(Service.DESKTOPS));
    }

    @Test
    void oneThatIsAwayIsTheLastToBeTriedUntilItIsBack() {
        replicas.saw(first, false);
        assertEquals(List.of(second, third, first), replicas.inTurn(Service.DESKTOPS));

        replicas.saw(first, true);
        replicas.inTurn(Service.DESKTOPS);
        replicas.inTurn(Service.DESKTOPS);
        assertEquals(List.of(first, second, third), replicas.inTurn(Service.DESKTOPS));
    }

    @Test
    void theFirstIsCalledLikeItsServiceAndTheOthersByNumber() {
        assertEquals("desktops-service", first.name());
        assertEquals("desktops-service-2", second.name());
    }

    @Test
    void thereIsAChoiceWhereAServiceHasMoreThanOne() {
        assertFalse(replicas.isSingle());
        assertTrue(new Replicas(List.of(first, other)).isSingle());
    }

    private static Replica replica(Service service, int number) {
        return new Replica(service, number, new Address(20_000 + number, 21_000 + number));
    }
}
