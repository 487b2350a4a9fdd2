/** Organisations, and who belongs to them in which role. */
package io.bureau.identity.organisation;
