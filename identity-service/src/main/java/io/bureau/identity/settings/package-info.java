/** Users and their own accounts: their name, the ways in which they sign in, and the end of it all. */
package io.bureau.identity.settings;
