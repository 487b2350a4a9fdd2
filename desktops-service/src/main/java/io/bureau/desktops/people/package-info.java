/** What the people behind desktops are called, as identity-service knows them. */
package io.bureau.desktops.people;
