/** Organisations in the hands of their owners and admins: founded, renamed, left and deleted, their members and roles. */
package io.bureau.identity.administration;
