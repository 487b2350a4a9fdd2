/** What every use of Postgres has in common: it answers soon, or the caller is told that it does not. */
package io.bureau.kit.store;
