/** The one source of the current time. */
package io.bureau.kit.clock;
