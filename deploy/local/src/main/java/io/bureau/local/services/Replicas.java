package io.bureau.local.services;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The processes of every service, and whose turn it is. */
public final class Replicas {

    private final Map<Service, List<Replica>> byService = new EnumMap<>(Service.class);
    private final Set<Replica> away = ConcurrentHashMap.newKeySet();
    private final Map<Service, AtomicInteger> turns = new EnumMap<>(Service.class);

    public Replicas(List<Replica> all) {
        for (var replica : all) {
            byService.computeIfAbsent(replica.service(), _ -> new ArrayList<>()).add(replica);
            turns.put(replica.service(), new AtomicInteger());
        }
    }

    public List<Replica> all() {
        return byService.values().stream().flatMap(List::stream).toList();
    }

    /** Whether there is a choice at all. */
    public boolean isSingle() {
        return byService.values().stream().allMatch(replicas -> replicas.size() == 1);
    }

    /** In the order in which to try them: each is the first in turn, and those that are away come last. */
    public List<Replica> inTurn(Service service) {
        var replicas = byService.get(service);
        int first = Math.floorMod(turns.get(service).getAndIncrement(), replicas.size());
        var order = new ArrayList<Replica>(replicas.size());
        var last = new ArrayList<Replica>(0);
        for (int i = 0; i < replicas.size(); i++) {
            var replica = replicas.get((first + i) % replicas.size());
            (away.contains(replica) ? last : order).add(replica);
        }
        order.addAll(last);
        return order;
    }

    /** What was last seen of it: whether it is ready for more. */
    public void saw(Replica replica, boolean ready) {
        if (ready) {
            away.remove(replica);
        } else {
            away.add(replica);
        }
    }
}
