/** Whether a key opens anything now, and as whom: asked by the other services, answered from Postgres each time. */
package io.bureau.apikey.verification;
