/** Signed-in browsers: a session begins with a sign-in, is recognised by its cookie, and ends everywhere at once. */
package io.bureau.identity.session;
