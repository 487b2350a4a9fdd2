/** What was done to desktops and by whom: rows that are added with the change they tell of, and never altered. */
package io.bureau.desktops.audit;
