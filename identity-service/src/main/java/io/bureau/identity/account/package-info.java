/** Users, and the identities at Google or GitHub by which they are known. */
package io.bureau.identity.account;
