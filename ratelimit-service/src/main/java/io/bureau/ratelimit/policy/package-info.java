/** What each policy does while Redis is away: a bounded local limit, marked as degraded. Never unlimited. */
package io.bureau.ratelimit.policy;
