package io.bureau.apikey.leak;

import io.bureau.apikey.key.EndReason;
import io.bureau.apikey.key.LeakedKeys;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Ends the keys that GitHub has found: they are public, so no quarantine would help. */
@ApplicationScoped
class FoundTokens {

    private static final Logger LOG = Logger.getLogger(FoundTokens.class);

    /** @param ours whether it is, or was, a key of ours */
    record Judged(FoundToken token, boolean ours) {}

    private record Step(Judged judged, Optional<Revocation> change) {}

    private final LeakedKeys keys;
    private final Containment containment;
    private final Store store;

    FoundTokens(LeakedKeys keys, Containment containment, Store store) {
        this.keys = keys;
        this.containment = containment;
        this.store = store;
    }

    /** One after the other, each in a transaction of its own: a message that is sent again goes on where it broke off. */
    Uni<List<Judged>> revoke(List<FoundToken> tokens, Actor reporter) {
        return Multi.createFrom()
                .iterable(tokens)
                .onItem()
                .transformToUniAndConcatenate(token -> judge(token, reporter))
                .collect()
                .asList()
                .call(steps -> containment.confirm(
                        steps.stream().flatMap(step -> step.change().stream()).toList()))
                .map(steps -> steps.stream().map(Step::judged).toList());
    }

    private Uni<Step> judge(FoundToken token, Actor reporter) {
        return ApiKey.parse(token.token())
                .map(key -> store.answer(keys.find(keys.hashes(key)))
                        .chain(found ->
                                found.map(id -> revoke(id, token, reporter)).orElseGet(() -> notOurs(token))))
                .orElseGet(() -> notOurs(token));
    }

    private Uni<Step> revoke(String id, FoundToken token, Actor reporter) {
        return store.answer(containment.revoke(id, new Leak(reporter, EndReason.SECRET_SCANNING, token.place())))
                .invoke(change -> LOG.infof("key found in public key=%s changed=%b", id, change.isPresent()))
                .map(change -> new Step(new Judged(token, true), change));
    }

    private static Uni<Step> notOurs(FoundToken token) {
        return Uni.createFrom().item(new Step(new Judged(token, false), Optional.empty()));
    }
}
