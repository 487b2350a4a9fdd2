/** The client of ratelimit-service, the policies of the public contract, and the headers that tell callers about them. */
package io.bureau.kit.ratelimit;
