/**
 * Exact decisions: in any window of w seconds no more than q units of a bucket are admitted, whatever the number of
 * replicas and callers. One script on Redis decides, on Redis's own clock; a lane carries the demands there and back.
 */
package io.bureau.ratelimit.decision;
