/** API keys from creation to revocation, and how they lie in the store: hashed, never in the clear. */
package io.bureau.apikey.key;
