/**
 * Google and GitHub as far as signing in goes, for a machine that has no account with either. They check what the real
 * ones check, and let everybody be anybody: they exist on one machine only.
 */
package io.bureau.local.standin;
