/** Postgres and Redis out of a jar, with data that outlives them. */
package io.bureau.local.stores;
