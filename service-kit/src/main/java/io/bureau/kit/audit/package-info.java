/**
 * The audit trail that every service with a store keeps in its own schema: rows that commit with the change they tell of,
 * linked into one hash chain for each organisation, never altered.
 */
package io.bureau.kit.audit;
