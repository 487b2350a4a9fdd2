package io.bureau.apikey.key;

import io.bureau.kit.principal.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A wish for a key's next generation, as it came over the wire.
 *
 * @param capabilities what the new key shall be allowed, of what the old one is; {@code null} for all of it
 */
record RotationRequest(Integer overlapSeconds, List<String> capabilities) {

    private static final Duration LONGEST = Duration.ofDays(7);

    /** The same key again, and the old one dead at once. */
    static final RotationRequest AT_ONCE = new RotationRequest(0, null);

    /** @throws io.bureau.kit.error.ApiException 400 that names every field which is not valid for a key that holds these */
    void validate(Set<String> held) {
        var errors = new FieldErrors();
        if (overlapSeconds == null || overlapSeconds < 0 || overlapSeconds > LONGEST.toSeconds()) {
            errors.add("overlapSeconds", "must be 0 to " + LONGEST.toSeconds());
        }
        if (capabilities != null) {
            var named = NewKey.capabilitiesNamed(capabilities, errors).stream()
                    .map(Capability::id)
                    .collect(Collectors.toSet());
            if (!held.containsAll(named)) {
                errors.add("capabilities", "must be among those of the old key, for a successor is never wider");
            }
        }
        errors.throwIfAny();
    }

    Duration overlap() {
        return Duration.ofSeconds(overlapSeconds);
    }
}
