/** What happened to users, organisations and sessions: rows that are added with the change they tell of, and never altered. */
package io.bureau.identity.audit;
