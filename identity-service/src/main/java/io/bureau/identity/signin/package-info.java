/**
 * Signing in with Google or GitHub. quarkus-oidc speaks the protocols; around it stands what makes each sign-in count once:
 * a transaction in Redis that only the browser which began it can spend, before any code is exchanged.
 */
package io.bureau.identity.signin;
