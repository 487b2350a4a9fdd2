/** The JWTs by which services know one another: minting, verifying, publishing and rotating keys. */
package io.bureau.kit.token;
