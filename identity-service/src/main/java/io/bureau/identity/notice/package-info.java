/**
 * What other services must be told after a change here, because they own what hangs on it. A notice is written in the
 * transaction of the change and delivered until its service has taken it; services take the same notice twice without harm.
 */
package io.bureau.identity.notice;
