/** The dashboard's files, with the headers that keep its pages fresh, its assets cached and foreign scripts out. */
package io.bureau.identity.dashboard;
