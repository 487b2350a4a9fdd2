/** Everything random that must be the same after a restart: made once, readable by its owner alone. */
package io.bureau.local.secrets;
